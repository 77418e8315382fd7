package io.bothways.simulator.kit;

import io.bothways.simulator.kit.http.CallMeter;
import io.bothways.simulator.kit.store.RecordStore;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * What a simulator gives to its app.
 *
 * @param vertx for timers and clients; its one event loop runs everything
 * @param clock the time
 * @param store the records
 * @param meter counts calls; tell it when a call is throttled
 * @param options how the simulator was started
 * @param limitsHold whether the vendor's rate limits hold now
 * @param random seeded draws, such as the jitter of retries
 */
public record AppContext(Vertx vertx, SimulatorClock clock, RecordStore store, CallMeter meter,
        SimulatorOptions options, BooleanSupplier limitsHold, Random random) {

    /** A secret of the given number of hex digits (at most 64), the same for the same seed and name. */
    public String secret(String name, int digits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((options.seed() + "/" + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
