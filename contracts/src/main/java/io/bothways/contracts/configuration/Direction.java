package io.bothways.contracts.configuration;

/** Which way a mapping carries changes. */
public enum Direction {
    TWO_WAY,
    A_TO_B,
    B_TO_A,
    OFF
}
