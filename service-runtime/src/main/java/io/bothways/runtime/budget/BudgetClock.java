package io.bothways.runtime.budget;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The time that budgets are kept in: the database's, which all replicas share, held against this process's own steady
 * clock. Where the database's clock jumps, the difference is kept with the budget, so that its time goes on evenly: a
 * jump forward makes nothing that was used look old, one backward stops nothing.
 */
final class BudgetClock {
    private static final long TOLERANCE = 250;
    /** Clocks that run unequally, in parts of the time between two looks. */
    private static final int DRIFT = 200;

    private final LongSupplier nanoTime;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(long time, long nanos) {}

    BudgetClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    /** The budget's time; adjusts its skew. {@code database}: that clock's milliseconds, asked just now. */
    long time(Usage usage, long database) {
        long nanos = nanoTime.getAsLong();
        if (usage.isUnused()) {
            // Nothing that could look old: the database's clock is as good as any.
            usage.restart();
            seen.put(usage.limit().key(), new Seen(database, nanos));
            return database;
        }
        Seen last = seen.get(usage.limit().key());
        long time = database + usage.skew;
        if (last != null) {
            long passed = (nanos - last.nanos()) / 1_000_000;
            long jump = time - last.time() - passed;
            if (Math.abs(jump) > TOLERANCE + passed / DRIFT) {
                usage.skew -= jump;
                time -= jump;
            }
        }
        seen.put(usage.limit().key(), new Seen(time, nanos));
        return time;
    }
}
