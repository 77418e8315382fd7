package io.bothways.merge.mirror;

/** What a reading did to the mirror. */
public enum Reading {
    /** It is newer and holds something else. */
    CHANGED,
    /** It holds what the mirror holds: an echo of our own write, or nothing happened. */
    SAME,
    /** It is older than what the mirror holds and was ignored. */
    OLDER,
    /** It holds something else and nothing tells which is newer: the record has to be read again. */
    UNDECIDED
}
