package io.bothways.simulator.intercom;

import java.time.Clock;
import java.time.Duration;

/**
 * Whether Intercom still sends: a thousand failures in a row within fifteen minutes stop it for as long, and seven days
 * of failures for good.
 */
final class ReceiverHealth {
    private static final int TOO_MANY = 1_000;
    private static final long PAUSE_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long SUSPEND_MILLIS = Duration.ofDays(7).toMillis();
    private final Clock clock;
    private int failures;
    private long failingSince = -1;
    private long countedSince;
    private long pausedUntil;
    private boolean suspended;

    ReceiverHealth(Clock clock) {
        this.clock = clock;
    }

    boolean sends() {
        return !suspended && clock.millis() >= pausedUntil;
    }

    void attempted(boolean acknowledged) {
        long now = clock.millis();
        if (acknowledged) {
            failures = 0;
            failingSince = -1;
            return;
        }
        if (failingSince < 0) {
            failingSince = now;
        }
        if (failures == 0 || now - countedSince > PAUSE_MILLIS) {
            failures = 0;
            countedSince = now;
        }
        failures++;
        if (failures >= TOO_MANY) {
            pausedUntil = now + PAUSE_MILLIS;
            failures = 0;
        }
        suspended = suspended || now - failingSince >= SUSPEND_MILLIS;
    }
}
