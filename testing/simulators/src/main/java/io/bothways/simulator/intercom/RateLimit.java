package io.bothways.simulator.intercom;

import java.time.Clock;

/** 10,000 calls a minute for an app, which Intercom spreads over windows of ten seconds that begin on the clock. */
final class RateLimit {
    static final int LIMIT = 1_667;
    private static final int WINDOW_SECONDS = 10;
    private final Clock clock;
    private long window;
    private int used;

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    boolean tryTake() {
        roll();
        if (used == LIMIT) {
            return false;
        }
        used++;
        return true;
    }

    int remaining() {
        roll();
        return LIMIT - used;
    }

    /** The second of the epoch at which the next window begins. */
    long resetEpochSecond() {
        roll();
        return (window + 1) * WINDOW_SECONDS;
    }

    private void roll() {
        long now = Math.floorDiv(clock.millis(), WINDOW_SECONDS * 1000L);
        if (now != window) {
            window = now;
            used = 0;
        }
    }
}
