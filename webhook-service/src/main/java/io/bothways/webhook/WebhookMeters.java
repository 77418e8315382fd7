package io.bothways.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is measured of pushes and re-reads. */
@ApplicationScoped
public class WebhookMeters {
    /** Pushes, by connector and outcome (accepted, refused, malformed, unknown, unavailable). */
    public static final String RECEIVED = "bothways.webhook.received";
    /** Records that wait to be read again, over all replicas. */
    public static final String PENDING = "bothways.webhook.pending";
    /** Time since the first hint of the record that has waited longest. */
    public static final String PENDING_AGE = "bothways.webhook.pending.age";
    /** Change events that are durable, by connector, object type and source. */
    public static final String PUBLISHED = "bothways.change.published";

    private final MeterRegistry meters;
    private final Clock clock;
    private volatile long pending;
    private volatile Optional<Instant> oldest = Optional.empty();

    WebhookMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        Gauge.builder(PENDING, () -> pending).register(meters);
        Gauge.builder(PENDING_AGE, this::age).baseUnit("seconds").register(meters);
    }

    public void received(String connector, String outcome) {
        Counter.builder(RECEIVED)
                .tag("connector", connector)
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    public void published(String connector, String type, long events) {
        Counter.builder(PUBLISHED)
                .tag("connector", connector)
                .tag("object", type)
                .tag("source", "webhook")
                .register(meters)
                .increment(events);
    }

    /** @param oldest when the first hint of the record that waits longest came in */
    public void waiting(long pending, Optional<Instant> oldest) {
        this.pending = pending;
        this.oldest = oldest;
    }

    private double age() {
        return oldest.map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
