package io.bothways.writer.lease;

import io.bothways.writer.backlog.AccountKey;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The right to start calls for one account, as this process sees it. The end is counted on the process's own steady
 * clock from before the statement that renewed it, so it never lasts longer here than in the database.
 */
public final class Lease {
    private final AccountKey account;
    private final String owner;
    private final LongSupplier nanoTime;
    private volatile long endsAt;
    private volatile boolean lost;

    Lease(AccountKey account, String owner, LongSupplier nanoTime, long endsAt) {
        this.account = account;
        this.owner = owner;
        this.nanoTime = nanoTime;
        this.endsAt = endsAt;
    }

    public AccountKey account() {
        return account;
    }

    /** Unique per taking: intents of an earlier owner, also of this process, are told apart by it. */
    public String owner() {
        return owner;
    }

    /** Whether a call may be started now, with a margin for the way to the wire. */
    public boolean holds(Duration margin) {
        return !lost && endsAt - nanoTime.getAsLong() > margin.toNanos();
    }

    /** Whether somebody else has it. Not the same as having run out: that is mended by the next renewal. */
    public boolean isLost() {
        return lost;
    }

    void renewed(long newEnd) {
        endsAt = newEnd;
    }

    void lose() {
        lost = true;
    }
}
