package io.bothways.endtoend;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for something to be seen; what does not come in time is said, with what was seen last. */
public final class Await {
    private static final long PAUSE_MS = 25;

    private Await() {}

    /** Looks until {@code problem} sees none, and throws the last one when the time is over. */
    public static void noProblem(Duration limit, Supplier<Optional<String>> problem) {
        noProblem(limit, PAUSE_MS, problem);
    }

    /** The same, looking less often: for looks that cost something. */
    public static void noProblem(Duration limit, long pauseMs, Supplier<Optional<String>> problem) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<String> seen = problem.get();
            if (seen.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CheckFailure(seen.get() + " (after " + limit.toSeconds() + " s)");
            }
            pause(pauseMs);
        }
    }

    public static void until(String wanted, Duration limit, Supplier<Boolean> seen) {
        noProblem(limit, () -> seen.get() ? Optional.empty() : Optional.of("not seen: " + wanted));
    }

    public static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailure("interrupted");
        }
    }
}
