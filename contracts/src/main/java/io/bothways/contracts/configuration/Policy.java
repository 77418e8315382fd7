package io.bothways.contracts.configuration;

/**
 * What a mapping does beyond its direction: who wins where both sides changed one field to different values, or that
 * values are given only once.
 */
public enum Policy {
    SIDE_A,
    SIDE_B,
    /** The later edit, where both apps' clocks are evidence enough; else a person chooses. */
    NEWEST,
    /** The value that restricts more, as the mapping's {@link Restrictive} says: for consent. */
    MOST_RESTRICTIVE,
    /** A value fills a blank field of the other side and never replaces one. */
    FILL_ONLY,
    /** A value is given to a new counterpart; afterwards each side keeps its own. */
    CREATE_ONLY,
    /** A person chooses. */
    REVIEW
}
