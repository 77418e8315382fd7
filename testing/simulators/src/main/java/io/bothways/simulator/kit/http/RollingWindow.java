package io.bothways.simulator.kit.http;

import java.time.Clock;
import java.time.Duration;

/**
 * A limit on the calls of any stretch of time of the window's length: each call leaves the window exactly that long
 * after it came, so no burst at the edge of a fixed interval slips through.
 */
public final class RollingWindow {
    private final int limit;
    private final long window;
    private final Clock clock;
    private final long[] times;
    private int oldest;
    private int used;

    public RollingWindow(int limit, Duration window, Clock clock) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        this.limit = limit;
        this.window = window.toMillis();
        this.clock = clock;
        this.times = new long[limit];
    }

    /** Takes one call if the window has room. A refused call takes nothing. */
    public boolean tryTake() {
        long now = clock.millis();
        forget(now);
        if (used == limit) {
            return false;
        }
        times[(oldest + used) % limit] = now;
        used++;
        return true;
    }

    public int limit() {
        return limit;
    }

    public int used() {
        forget(clock.millis());
        return used;
    }

    public int remaining() {
        return limit - used();
    }

    /** How long until a call would be taken; zero if one would be now. */
    public Duration untilFree() {
        long now = clock.millis();
        forget(now);
        return used < limit ? Duration.ZERO : Duration.ofMillis(times[oldest] + window - now);
    }

    public Duration window() {
        return Duration.ofMillis(window);
    }

    private void forget(long now) {
        while (used > 0 && times[oldest] + window <= now) {
            oldest = (oldest + 1) % limit;
            used--;
        }
    }
}
