package io.bothways.runtime.budget;

import org.jspecify.annotations.Nullable;

/** The right to make one call, now. Exactly one of {@link #used} and {@link #unused} follows. */
public final class Permit {
    private final @Nullable Purse purse;
    private final long lentAt;

    /** @param purse where it came from; null where the app has no limits */
    Permit(@Nullable Purse purse, long lentAt) {
        this.purse = purse;
        this.lentAt = lentAt;
    }

    /** False for a process that was paused: its right may count as used already, so it must not be used. */
    public boolean isValid() {
        return purse == null || purse.clock().nanos() - lentAt < Purse.HOLD.toNanos();
    }

    /** The call was answered, or given up. */
    public void used() {
        if (purse != null) {
            purse.used();
        }
    }

    /** The call was not made. */
    public void unused() {
        if (purse != null) {
            purse.unused();
        }
    }
}
