package io.bothways.writer.account;

import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.calls.App;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.lease.Lease;
import io.bothways.writer.lease.Leases;
import io.bothways.writer.settle.Settlement;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The accounts that this replica owns, each with its worker; and the rounds that keep leases, outbox and ledger. */
@ApplicationScoped
public class AccountWorkers {
    private static final Logger LOG = Logger.getLogger(AccountWorkers.class);
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);
    private static final Duration LAST_CALLS = Duration.ofSeconds(20);
    private static final int PURGED_AT_ONCE = 10_000;

    private final Desk desk;
    private final Leases leases;
    private final Backlog backlog;
    private final Settlement settlement;
    private final MessageHeads heads;
    private final AccountSamples samples;
    private final WriterConfig config;
    private final Clock clock;
    private final Map<AccountKey, Running> workers = new ConcurrentHashMap<>();
    // Renewals have a thread of their own: nothing that is slow may cost a lease.
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(daemon("leases"));
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(daemon("rounds"));
    private volatile boolean stopping;

    // Arrivals that are being stored: a batch to the app that is not full may wait for them.
    private final Map<AccountKey, Integer> arriving = new ConcurrentHashMap<>();

    private record Running(AccountWorker worker, Thread thread) {}

    AccountWorkers(
            Desk desk,
            Leases leases,
            Backlog backlog,
            Settlement settlement,
            MessageHeads heads,
            AccountSamples samples,
            WriterConfig config,
            Clock clock) {
        this.desk = desk;
        this.leases = leases;
        this.backlog = backlog;
        this.settlement = settlement;
        this.heads = heads;
        this.samples = samples;
        this.config = config;
        this.clock = clock;
    }

    /** After the migrations, before the channels. */
    void start(@Observes @Priority(10) StartupEvent event) {
        backlog.voidOlderThan(heads.epoch());
        every(renewals, config.lease().dividedBy(3), this::renew);
        every(rounds, config.recheck(), this::takeFree);
        every(rounds, LEFT_BEHIND, () -> settlement.sweep(LEFT_BEHIND));
        every(rounds, LEFT_BEHIND, this::sample);
        every(rounds, Duration.ofMinutes(10), this::purge);
    }

    /** Starts no further call, waits for the open ones, and gives the accounts to whoever is there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        rounds.shutdownNow();
        workers.values().forEach(running -> running.worker().stop());
        long end = System.nanoTime() + LAST_CALLS.toNanos();
        for (Running running : workers.values()) {
            try {
                running.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        renewals.shutdownNow();
    }

    /** Commands for these accounts are being stored; {@link #wake} follows. */
    public void expect(Set<AccountKey> accounts) {
        accounts.forEach(account -> arriving.merge(account, 1, Integer::sum));
    }

    /** Something has come in for these accounts; those that nobody owns are taken at once. */
    public void wake(Set<AccountKey> accounts) {
        boolean unowned = false;
        for (AccountKey account : accounts) {
            arriving.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
            Running running = workers.get(account);
            if (running == null) {
                unowned = true;
            } else {
                running.worker().signal();
            }
        }
        if (unowned) {
            takeFree();
        }
    }

    /** What is queued for these accounts has become due. */
    public void stir(Set<AccountKey> accounts) {
        for (AccountKey account : accounts) {
            Running running = workers.get(account);
            if (running != null) {
                running.worker().signal();
            }
        }
    }

    private synchronized void takeFree() {
        if (stopping) {
            return;
        }
        for (Lease lease : leases.takeFree(workers.keySet())) {
            try {
                desk.apps()
                        .open(lease.account().account())
                        .ifPresentOrElse(
                                app -> start(lease, app),
                                () -> LOG.warnf("no connector for an account: account=%s", lease.account()));
            } catch (RuntimeException broken) {
                // Looked at again when the lease has run out; the other accounts are not kept waiting.
                LOG.errorf(broken, "an account cannot be opened: account=%s", lease.account());
            }
        }
    }

    private void start(Lease lease, App app) {
        AccountWorker worker = new AccountWorker(lease, app, desk, () -> arriving.containsKey(lease.account()));
        Thread thread = Thread.ofVirtual().name("writer-" + lease.account().account()).unstarted(() -> {
            try {
                worker.run();
            } finally {
                workers.computeIfPresent(lease.account(), (key, now) -> now.worker() == worker ? null : now);
            }
        });
        workers.put(lease.account(), new Running(worker, thread));
        thread.start();
    }

    private void renew() {
        leases.renew(workers.values().stream().map(running -> running.worker().lease()).toList());
    }

    private void sample() {
        Map<AccountKey, Long> unresolved = new HashMap<>();
        workers.forEach((key, running) -> unresolved.put(key, (long) running.worker().unresolved()));
        samples.take(unresolved);
    }

    private void purge() {
        while (backlog.purge(clock.instant().minus(config.keep()), PURGED_AT_ONCE) == PURGED_AT_ONCE) {
            LOG.debugf("purged ended commands: rows=%d", PURGED_AT_ONCE);
        }
    }

    private static void every(ScheduledExecutorService on, Duration period, Runnable round) {
        on.scheduleWithFixedDelay(
                () -> {
                    try {
                        round.run();
                    } catch (RuntimeException failed) {
                        LOG.warnf("a round failed and comes again: %s", failed.getMessage());
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemon(String name) {
        return task -> Thread.ofPlatform().daemon().name("writer-" + name).unstarted(task);
    }
}
