package io.bothways.merge;

import io.bothways.merge.gate.GateKeeper;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Moves gates on in the test's own thread, beside the service's: nobody waits for a clock. */
final class OpenGates {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private OpenGates() {}

    /** Goes round by round until the gates stand as they should. */
    static void until(Callable<Boolean> open) throws Exception {
        GateKeeper keeper = CDI.current().select(GateKeeper.class).get();
        Connections connections = CDI.current().select(Connections.class).get();
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!open.call()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("the gates do not open");
            }
            keeper.goRound(connections.current(), connections::createdAt, () -> false);
        }
    }
}
