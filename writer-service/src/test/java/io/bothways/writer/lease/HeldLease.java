package io.bothways.writer.lease;

import io.bothways.writer.backlog.AccountKey;
import java.util.function.LongSupplier;

/** A lease as a process holds it that a test stands for. */
public final class HeldLease {
    private HeldLease() {}

    /** @param endsAt on the process's own steady clock */
    public static Lease of(AccountKey account, String owner, LongSupplier nanoTime, long endsAt) {
        return new Lease(account, owner, nanoTime, endsAt);
    }
}
