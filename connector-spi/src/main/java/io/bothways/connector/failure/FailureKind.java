package io.bothways.connector.failure;

/** What is to be done about a failure; decided once, from the app's codes, never from message text alone. */
public enum FailureKind {
    /** Passing: try again with backoff. */
    RETRY,
    /** The app's limit: the account waits until the app's own reset time. */
    RATE_LIMITED,
    /** The access token is not accepted: refresh once, then a person has to reconnect. */
    REAUTHORIZE,
    /** The read position is not known any more: a full listing heals it. */
    CURSOR_EXPIRED,
    /** A conditional write met another version. */
    STALE_VERSION,
    /** The record or address is not there. */
    NOT_FOUND,
    /** The app refuses this request for good. */
    REJECTED,
    /** The request went out and no answer came: never retried blind. */
    OUTCOME_UNKNOWN,
    /** Ours: a request that should not have been built. */
    DEFECT
}
