package io.bothways.webhook;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks again until an expectation holds. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Eventually() {}

    static void holds(Runnable expectation) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                expectation.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
