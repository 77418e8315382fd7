package io.bothways.contracts.configuration;

/** Who wins where both sides changed one field to different values. */
public enum Policy {
    SIDE_A,
    SIDE_B,
    NEWEST,
    FILL_ONLY,
    REVIEW
}
