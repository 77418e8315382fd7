package io.bothways.writer.retry;

import io.bothways.connector.failure.FailureKind;

/**
 * What is done about a write that the app did not carry out: the one table of retries. {@code docs/errors/README.md}
 * tells the same, word for word.
 */
public enum Treatment {
    /** It may help to send the same again. */
    TRY_AGAIN(
            "after 1 s, doubled each time up to 5 min, give or take a fifth",
            "10 tries",
            "the app carries it out; after the last try it is refused with the app's words; an edit of the record"
                    + " replaces it at any time"),
    /** The app wants fewer calls: no account is called before its own reset time. */
    WAIT_FOR_APP(
            "at the app's own reset time, between 1 s and 25 h from now; 10 s where it tells none",
            "none, it counts as no try",
            "the reset time: the account goes on by itself"),
    /** The app does not accept the credentials, also not a fresh token. */
    WAIT_FOR_PERSON(
            "once a minute until the account is marked NEEDS_RECONNECT, then not at all",
            "none, it counts as no try",
            "a person reconnects the account: its backlog goes on at once"),
    /** It may have been carried out: the app is asked before anything is sent. */
    LOOK_UP(
            "a look at once, and again when the call cannot be carried out any more",
            "none; nothing is sent unless the app shows that nothing happened",
            "what the app holds: done, or to be sent again as a failed try, or a review where the app cannot tell"),
    /** The record is not as it was when this was decided. */
    DECIDE_AGAIN("at once, by the merge", "none", "a decision on what the record holds now"),
    /** The app will refuse the same again. */
    REFUSE("never as it is", "1 try", "an edit of a mapped field, a change of the mapping, or a retry of the account");

    private final String schedule;
    private final String limit;
    private final String endedBy;

    Treatment(String schedule, String limit, String endedBy) {
        this.schedule = schedule;
        this.limit = limit;
        this.endedBy = endedBy;
    }

    public static Treatment of(FailureKind kind) {
        return switch (kind) {
            case RETRY -> TRY_AGAIN;
            case RATE_LIMITED -> WAIT_FOR_APP;
            case REAUTHORIZE -> WAIT_FOR_PERSON;
            case OUTCOME_UNKNOWN -> LOOK_UP;
            case STALE_VERSION -> DECIDE_AGAIN;
            case NOT_FOUND, REJECTED, CURSOR_EXPIRED, DEFECT -> REFUSE;
        };
    }

    /** When it is tried again. */
    public String schedule() {
        return schedule;
    }

    /** How often. */
    public String limit() {
        return limit;
    }

    /** What puts an end to it. */
    public String endedBy() {
        return endedBy;
    }
}
