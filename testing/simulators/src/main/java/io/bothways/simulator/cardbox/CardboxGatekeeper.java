package io.bothways.simulator.cardbox;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An API key in {@code X-Api-Key}, and 300 calls in any minute. */
final class CardboxGatekeeper implements Gatekeeper {
    private static final int CALLS_A_MINUTE = 300;
    private final AppContext context;
    private final RollingWindow calls;

    CardboxGatekeeper(AppContext context) {
        this.context = context;
        this.calls = new RollingWindow(CALLS_A_MINUTE, Duration.ofMinutes(1), context.clock());
    }

    String apiKey() {
        return "cbx_" + context.secret("cardbox api key", 32);
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (!apiKey().equals(call.header("X-Api-Key"))) {
            return VendorReply.json(401, CardJson.error("unauthorized", "The API key is missing or wrong", null));
        }
        if (!context.limitsHold().getAsBoolean() || calls.tryTake()) {
            return null;
        }
        context.meter().throttled();
        return VendorReply.json(429, CardJson.error("too_many_calls", "More than 300 calls in a minute", null))
                .with("Retry-After", String.valueOf((calls.untilFree().toMillis() + 999) / 1000));
    }

    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        return context.limitsHold().getAsBoolean() && reply.status() != 401
                ? reply.with("X-Calls-Left", String.valueOf(calls.remaining())) : reply;
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return VendorReply.json(400, CardJson.error("malformed", "The body is not JSON", null));
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        return VendorReply.json(404, CardJson.error("not_found", "There is no such address", null));
    }
}
