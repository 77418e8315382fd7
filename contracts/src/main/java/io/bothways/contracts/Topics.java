package io.bothways.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The map of the system: who says what to whom, under which key, and how long it is kept. Partition counts are the
 * laptop's; an operator may raise them before the first start (a key's order holds within one count only).
 */
public final class Topics {
    /** Key: record. Webhook receiver → webhook re-reader, and poller, which counts what no push told of. */
    public static final String HINTS = "bothways.hints.v1";
    /** Key: record. Poller and webhook → merge: live edits. */
    public static final String CHANGES = "bothways.changes.v1";
    /** Key: record. Poller → merge: listings, read with less priority than live changes. */
    public static final String BACKFILL_CHANGES = "bothways.backfill-changes.v1";
    /** Key: record. Merge → poller: digest of what the mirror now holds; the latest per record is kept for ever. */
    public static final String MIRRORED = "bothways.mirrored.v1";
    /** Key: target account. Merge → writer: commands that follow a live edit. */
    public static final String COMMANDS = "bothways.commands.v1";
    /** Key: target account. Merge → writer: commands that follow a listing. */
    public static final String BACKFILL_COMMANDS = "bothways.backfill-commands.v1";
    /** Key: link. Writer → merge and status. */
    public static final String RESULTS = "bothways.results.v1";
    /** Key: connection, or account where none is concerned. All → status. */
    public static final String ACTIVITY = "bothways.activity.v1";
    /** Key: account or connection. Status → poller, merge, writer; merge → poller. */
    public static final String REQUESTS = "bothways.requests.v1";
    /** Key: origin. All → status: what could not be handled, with its reason. */
    public static final String DEAD_LETTERS = "bothways.dead-letters.v1";

    /**
     * How a topic is created.
     *
     * @param compacted the latest message per key is kept for ever; else messages are kept for {@code retention}
     */
    public record Topic(String name, int partitions, boolean compacted, Duration retention) {}

    private static final Duration WEEK = Duration.ofDays(7);

    private static final List<Topic> ALL = List.of(
            new Topic(HINTS, 4, false, WEEK),
            new Topic(CHANGES, 4, false, WEEK),
            new Topic(BACKFILL_CHANGES, 4, false, WEEK),
            new Topic(MIRRORED, 4, true, WEEK),
            new Topic(COMMANDS, 4, false, WEEK),
            new Topic(BACKFILL_COMMANDS, 4, false, WEEK),
            new Topic(RESULTS, 4, false, WEEK),
            new Topic(ACTIVITY, 4, false, WEEK),
            new Topic(REQUESTS, 4, false, WEEK),
            new Topic(DEAD_LETTERS, 1, false, Duration.ofDays(90)));

    private Topics() {}

    public static List<Topic> all() {
        return ALL;
    }
}
