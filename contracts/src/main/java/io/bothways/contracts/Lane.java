package io.bothways.contracts;

/** How urgent a call is; live edits go before everything else. */
public enum Lane {
    LIVE,
    RETRY,
    BACKFILL,
    NIGHTLY
}
