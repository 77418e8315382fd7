package io.bothways.simulation.wire;

import java.util.Arrays;
import java.util.List;

/** What may go wrong. */
public enum FaultKind {
    /** The app carries a write out, and its answer is lost. */
    ANSWER_LOST,
    /** A write never reaches the app, and nobody is told so. */
    REQUEST_LOST,
    /** A write is carried out after the caller has given up waiting. */
    REQUEST_LATE,
    /** One input of a batch fails, the others are carried out. */
    PART_FAILED,
    /** The app wants fewer calls. */
    THROTTLED,
    /** The app refuses a value for good. */
    REFUSED,
    HINT_DROPPED,
    HINT_DOUBLED,
    HINT_LATE,
    MESSAGE_DOUBLED,
    MESSAGE_LATE,
    MERGE_KILLED,
    WRITER_KILLED,
    POLLER_KILLED,
    WEBHOOK_KILLED,
    /** Somebody's automation rewrites a field. */
    REWRITTEN,
    /** A write is compared with what it expects, because its decision has aged. */
    DELAYED,
    /** An automation rewrites a field each time that it is written. */
    REWRITTEN_EACH_TIME;

    /** What scripts arm; the others come from what an app is like. */
    public static final List<FaultKind> ARMED =
            Arrays.stream(values()).filter(kind -> kind != REWRITTEN_EACH_TIME).toList();
}
