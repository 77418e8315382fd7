package io.bothways.webhook.reread;

import io.bothways.webhook.WebhookConfig;
import io.bothways.webhook.WebhookMeters;
import io.bothways.webhook.pending.HintedType;
import io.bothways.webhook.pending.PendingHints;
import io.bothways.webhook.pending.PendingHints.Due;
import io.bothways.webhook.pending.PendingHints.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sets as many workers on each type as its due records fill batches. Woken when hints come; looks by itself when the
 * next record falls due, and now and then for what other replicas left. Types do not wait for each other.
 */
@ApplicationScoped
public class RereadWorkers {
    private static final Logger LOG = Logger.getLogger(RereadWorkers.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);
    /** A partial batch waits this long for more: hints of one push arrive together, but not at once. */
    private static final Duration LINGER = Duration.ofMillis(10);

    private final PendingHints pending;
    private final Rereading rereading;
    private final WebhookConfig config;
    private final WebhookMeters meters;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private final Map<HintedType, Integer> working = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private Instant measuredAt = Instant.EPOCH;

    RereadWorkers(
            PendingHints pending, Rereading rereading, WebhookConfig config, WebhookMeters meters, Clock clock) {
        this.pending = pending;
        this.rereading = rereading;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /** Hints have come. */
    public void wake() {
        signal.release();
    }

    public void begin() {
        Thread.ofVirtual().name("re-read dispatcher").start(this::dispatch);
    }

    public void end() {
        stopping = true;
        wake();
    }

    private void dispatch() {
        while (!stopping) {
            Duration sleep = LONGEST_SLEEP;
            try {
                Instant now = clock.instant();
                pending.due(now).forEach(this::work);
                sleep = untilNextDue(now);
                measure(now);
            } catch (RuntimeException failed) {
                LOG.warnf("due hints cannot be looked up, trying again: %s", failed);
            }
            sleep(sleep);
        }
    }

    private Duration untilNextDue(Instant now) {
        return pending.nextDue(now)
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(LONGEST_SLEEP);
    }

    private void sleep(Duration longest) {
        try {
            if (signal.tryAcquire(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void work(Due due) {
        rereading.batch(due.type()).ifPresent(batch -> {
            int batches = Math.min((due.records() + batch - 1) / batch, config.rereadsPerType());
            while (working.getOrDefault(due.type(), 0) < batches) {
                working.merge(due.type(), 1, Integer::sum);
                boolean full = due.records() >= batch;
                Thread.ofVirtual().name("re-read").start(() -> readAll(due.type(), full));
            }
        });
    }

    private void readAll(HintedType type, boolean full) {
        try {
            if (!full) {
                TimeUnit.NANOSECONDS.sleep(LINGER.toNanos());
            }
            while (!stopping && rereading.readBatch(type)) {
                // Until nothing is due.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.warnf("re-reading stopped, going on soon: account=%s object=%s failure=%s",
                    type.account(), type.type(), failed);
        } finally {
            working.computeIfPresent(type, (same, count) -> count > 1 ? count - 1 : null);
            // A hint may have come after the last look.
            wake();
        }
    }

    private void measure(Instant now) {
        if (!measuredAt.plus(MEASURED_EVERY).isAfter(now)) {
            Waiting waiting = pending.waiting();
            meters.waiting(waiting.records(), waiting.oldest());
            measuredAt = now;
        }
    }
}
