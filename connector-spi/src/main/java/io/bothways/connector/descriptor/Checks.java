package io.bothways.connector.descriptor;

import java.time.Duration;

/** Refuses values that no descriptor can mean. */
final class Checks {
    private Checks() {}

    static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is " + value + ", has to be at least 1");
        }
    }

    static void notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " is " + value + ", must not be negative");
        }
    }
}
