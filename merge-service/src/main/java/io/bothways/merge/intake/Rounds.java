package io.bothways.merge.intake;

import io.bothways.merge.Connections;
import io.bothways.merge.MergeConfig;
import io.bothways.merge.emit.Sweeper;
import io.bothways.merge.gate.GateKeeper;
import io.bothways.merge.remove.RemovalRound;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What the service does by itself: it opens gates and sweeps up what a crash has left behind. */
@ApplicationScoped
public class Rounds {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final GateKeeper keeper;
    private final Sweeper sweeper;
    private final RemovalRound removals;
    private final Connections connections;
    private final MergeConfig config;
    private final Semaphore due = new Semaphore(0);
    private volatile boolean stopped;
    private Thread gates = Thread.currentThread();
    private Thread sweeps = Thread.currentThread();
    private Thread deletes = Thread.currentThread();

    /** One round; throws what it cannot mend. */
    private interface Round {
        boolean go() throws Exception;
    }

    Rounds(GateKeeper keeper, Sweeper sweeper, RemovalRound removals, Connections connections, MergeConfig config) {
        this.keeper = keeper;
        this.sweeper = sweeper;
        this.removals = removals;
        this.connections = connections;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        gates = Thread.ofVirtual().name("merge-gates").start(this::goRounds);
        sweeps = Thread.ofVirtual().name("merge-sweeps").start(this::sweep);
        deletes = Thread.ofVirtual().name("merge-deletes").start(this::lookAtDeletes);
    }

    private void goRounds() {
        while (!stopped) {
            boolean more = once("gates", () ->
                    keeper.goRound(connections.current(), connections::createdAt, () -> stopped));
            if (!more && !pause(config.gateRound())) {
                return;
            }
        }
    }

    private void sweep() {
        once("first sweep", () -> {
            sweeper.atStart();
            return false;
        });
        try {
            while (!stopped) {
                Thread.sleep(config.sweep());
                once("sweep", () -> {
                    sweeper.sweep(config.unansweredFor());
                    return false;
                });
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAtDeletes() {
        try {
            while (!stopped) {
                Thread.sleep(config.deleteRound());
                once("deletes", () -> {
                    removals.go(connections.current());
                    return false;
                });
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there may be something to do; false when the service is stopping. */
    private boolean pause(Duration longest) {
        try {
            if (due.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                due.drainPermits();
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** There may be something to do at a gate. */
    void wake() {
        due.release();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        for (Thread thread : new Thread[] {gates, sweeps, deletes}) {
            if (thread.isVirtual()) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        }
    }

    private boolean once(String what, Round round) {
        try {
            return round.go();
        } catch (CancellationException stopping) {
            return false;
        } catch (Exception failed) {
            if (!stopped) {
                LOG.errorf(failed, "a round failed and is made again: round=%s", what);
            }
            return false;
        }
    }
}
