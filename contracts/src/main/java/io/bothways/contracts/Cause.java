package io.bothways.contracts;

/**
 * Why a message exists.
 *
 * @param kind what set it off
 * @param run the run (listing, window sync, poll) that it belongs to; empty where there is none
 */
public record Cause(Kind kind, String run) {
    /** What sets a change off. */
    public enum Kind {
        POLL,
        WEBHOOK,
        LISTING,
        WRITE,
        REQUEST
    }

    public static Cause of(Kind kind) {
        return new Cause(kind, "");
    }
}
