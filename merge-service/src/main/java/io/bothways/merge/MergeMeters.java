package io.bothways.merge;

import io.bothways.merge.work.Workspace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** What the merge service measures. */
public final class MergeMeters {
    /** Decisions by kind: carried, settled, overruled, differs, undecided, held, awaiting, stopped, matched, review, waiting, excluded. */
    public static final String DECISIONS = "bothways.merge.decisions";
    /** Readings that held what the mirror held already, mostly our own writes coming back. */
    public static final String ECHOES = "bothways.echo.suppressed";
    /** Time from taking a batch to its messages being durable. */
    public static final String DURATION = "bothways.merge.duration";
    /** Change events that were merged. */
    public static final String CHANGES = "bothways.merge.changes";
    /** Commands that were decided, by operation and lane. */
    public static final String COMMANDS = "bothways.merge.commands";
    /** Batches that were decided again because another one was there first, or because they reached further. */
    public static final String REPEATS = "bothways.merge.repeats";
    /** Messages that could not be understood or merged and were parked. */
    public static final String PARKED = "bothways.merge.parked";

    private final MeterRegistry registry;

    public MergeMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.counter(ECHOES);
        registry.counter(CHANGES);
        registry.counter(REPEATS);
        registry.counter(PARKED);
        registry.counter(DECISIONS, "decision", "carried");
        registry.counter(COMMANDS, "operation", "UpdateRecord", "lane", "live");
        registry.timer(DURATION);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void merged(Timer.Sample sample, Workspace workspace) {
        sample.stop(registry.timer(DURATION));
        registry.counter(CHANGES).increment(workspace.batch().changes().size());
        workspace.counts().forEach((decision, count) -> {
            if (decision.equals("echo")) {
                registry.counter(ECHOES).increment(count);
            } else {
                registry.counter(DECISIONS, "decision", decision).increment(count);
            }
        });
        workspace.departures().forEach(departure -> registry.counter(COMMANDS,
                "operation", departure.command().getClass().getSimpleName(),
                "lane", departure.command().head().lane().name().toLowerCase(Locale.ROOT)).increment());
    }

    /** Changes that held what the mirror held. */
    void echoed(int readings) {
        registry.counter(CHANGES).increment(readings);
        registry.counter(ECHOES).increment(readings);
    }

    void repeated() {
        registry.counter(REPEATS).increment();
    }

    public void parked() {
        registry.counter(PARKED).increment();
    }
}
