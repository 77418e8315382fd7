package io.bothways.writer.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a failed command is tried again: after a wait that doubles, with jitter, so that the commands of one failed
 * batch do not come back as one.
 */
public record RetrySchedule(Duration first, Duration longest, int limit) {
    private static final double JITTER = 0.2;

    /** Whether a command that has failed so often is given up. */
    public boolean isOver(int attempts) {
        return attempts >= limit;
    }

    /** @param attempts failed tries so far, at least one */
    public Instant next(int attempts, Instant now, RandomGenerator random) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(attempts - 1, 30));
        double wait = Math.min(doubled, longest.toMillis());
        return now.plusMillis(Math.round(wait * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
