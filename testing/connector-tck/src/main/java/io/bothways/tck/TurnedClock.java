package io.bothways.tck;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The runtime's clock in these tests: real time, moved on where a test says so. */
public final class TurnedClock extends Clock {
    private static final AtomicLong AHEAD = new AtomicLong();

    /** Puts it in the place of the system's clock. */
    @Dependent
    static class Beans {
        @Produces
        Clock clock() {
            return new TurnedClock();
        }
    }

    /** Real time again: each simulator starts at it. */
    static void reset() {
        AHEAD.set(0);
    }

    public static void turn(Duration step) {
        AHEAD.addAndGet(step.toMillis());
    }

    public static Instant now() {
        return Instant.now().plusMillis(AHEAD.get());
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
