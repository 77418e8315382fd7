package io.bothways.poller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is measured of polling. */
@ApplicationScoped
public class PollMeters {
    /** Time of one incremental poll, all its pages and their publishing, by connector, object type and outcome. */
    public static final String DURATION = "bothways.poll.duration";
    /** Time since the app last answered a poll: the worst of each connector's connected accounts. */
    public static final String AGE = "bothways.poll.age";
    /** Change events that are durable, by connector, object type and source (poll, listing, window, reread). */
    public static final String PUBLISHED = "bothways.change.published";
    /** Readings that were not published because merge holds them already, by connector and object type. */
    public static final String SUPPRESSED = "bothways.poll.suppressed";

    /** Edits that only a poll found, though the type is pushed: lost pushes, by connector and object type. */
    public static final String PUSHES_LOST = "bothways.webhook.lost";

    private final MeterRegistry meters;
    private final MultiGauge ages;

    PollMeters(MeterRegistry meters) {
        this.meters = meters;
        this.ages = MultiGauge.builder(AGE).baseUnit("seconds").register(meters);
    }

    public void polled(String connector, String type, String outcome, Duration took) {
        Timer.builder(DURATION)
                .tag("connector", connector)
                .tag("object", type)
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
    }

    public void published(String connector, String type, String source, long events) {
        Counter.builder(PUBLISHED)
                .tag("connector", connector)
                .tag("object", type)
                .tag("source", source)
                .register(meters)
                .increment(events);
    }

    public void suppressed(String connector, String type, long readings) {
        Counter.builder(SUPPRESSED)
                .tag("connector", connector)
                .tag("object", type)
                .register(meters)
                .increment(readings);
    }

    public void pushesLost(String connector, String type, long edits) {
        Counter.builder(PUSHES_LOST)
                .tag("connector", connector)
                .tag("object", type)
                .register(meters)
                .increment(edits);
    }

    /** @param ages by connector; asked at every scrape */
    public void ages(Map<String, Supplier<Number>> ages) {
        List<MultiGauge.Row<?>> rows = ages.entrySet().stream()
                .<MultiGauge.Row<?>>map(age -> MultiGauge.Row.of(Tags.of("connector", age.getKey()), age.getValue()))
                .toList();
        this.ages.register(rows, true);
    }
}
