package io.bothways.poller.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * Chooses poll intervals: at the floor while changes come, half as long again after each quiet poll, up to the ceiling.
 * Jitter keeps accounts that were connected together from being polled together.
 */
public final class IntervalPolicy {
    static final int FLOORS_IN_CEILING = 9;
    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.1;
    private static final int MOST_DOUBLINGS = 20;

    private final Duration floor;
    private final Duration ceiling;

    public IntervalPolicy(Duration floor, Optional<Duration> ceiling) {
        if (floor.isNegative() || floor.isZero()) {
            throw new IllegalArgumentException("bothways.poll.floor is more than nothing, not " + floor);
        }
        this.floor = floor;
        this.ceiling = ceiling.orElse(floor.multipliedBy(FLOORS_IN_CEILING));
        if (this.ceiling.compareTo(floor) < 0) {
            throw new IllegalArgumentException(
                    "bothways.poll.ceiling is at least bothways.poll.floor (" + floor + "), not " + this.ceiling);
        }
    }

    /**
     * @param setting the account's own interval
     * @param previous the last interval's length; zero where there was none
     * @param changes whether the poll found changes
     * @param dice from 0 to 1
     */
    public Interval afterAnswer(Optional<Duration> setting, Duration previous, boolean changes, double dice) {
        if (setting.isPresent()) {
            return jittered(setting.get(), "the account's setting", dice);
        }
        if (changes || previous.isZero()) {
            return jittered(floor, changes ? "changes are coming" : "newly polled", dice);
        }
        Duration longer = Duration.ofMillis(Math.round(previous.toMillis() * GROWTH));
        if (longer.compareTo(ceiling) >= 0) {
            return jittered(ceiling, "quiet", dice);
        }
        return jittered(longer.compareTo(floor) < 0 ? floor : longer, "quiet: slowing down", dice);
    }

    /** The wait after failures in a row: from the floor, doubling, up to the ceiling. */
    public Duration afterFailure(int failures, double dice) {
        int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        Duration wait = floor.multipliedBy(1L << doublings);
        return jittered(wait.compareTo(ceiling) > 0 ? ceiling : wait, "failing", dice).delay();
    }

    public Duration floor() {
        return floor;
    }

    public Duration ceiling() {
        return ceiling;
    }

    private static Interval jittered(Duration length, String reason, double dice) {
        double factor = 1 - JITTER + 2 * JITTER * dice;
        return new Interval(length, Duration.ofMillis(Math.round(length.toMillis() * factor)), reason);
    }
}
