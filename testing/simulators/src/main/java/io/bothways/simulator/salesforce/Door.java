package io.bothways.simulator.salesforce;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.salesforce.records.ApiError;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a call in if its API version exists, its session is open and calls are left of the last 24 hours. */
final class Door implements Gatekeeper {
    private static final Pattern VERSION = Pattern.compile("v([2-5]\\d|6[0-7])\\.0");
    private static final Pattern SCHEME = Pattern.compile("^(Bearer|OAuth) ", Pattern.CASE_INSENSITIVE);
    private static final Set<String> OPEN_TO_ALL = Set.of(
            "/services/oauth2/token", "/services/oauth2/revoke", "/services/data", "/services/data/");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "DELETE");

    private final AppContext context;
    private final Sessions sessions;
    private final RollingWindow calls;

    Door(AppContext context, Sessions sessions, int dailyCalls) {
        this.context = context;
        this.sessions = sessions;
        this.calls = new RollingWindow(dailyCalls, Duration.ofHours(24), context.clock());
    }

    RollingWindow calls() {
        return calls;
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (OPEN_TO_ALL.contains(call.path())) {
            return null;
        }
        if (call.hasParameter("version") && !VERSION.matcher(call.parameter("version")).matches()) {
            return ApiError.notFound().reply();
        }
        String authorization = call.header("Authorization");
        if (authorization == null || !sessions.admits(SCHEME.matcher(authorization).replaceFirst(""))) {
            return ApiError.of("INVALID_SESSION_ID", "Session expired or invalid").reply();
        }
        if (!calls.tryTake() && context.limitsHold().getAsBoolean()) {
            context.meter().throttled();
            return ApiError.of("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").reply();
        }
        return null;
    }

    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        return reply.with("Sforce-Limit-Info", "api-usage=" + calls.used() + "/" + calls.limit());
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return ApiError.of("JSON_PARSER_ERROR", "The body of the request is not well-formed JSON").reply();
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        if (!METHODS.contains(call.method())) {
            return ApiError.of("METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed").reply();
        }
        return ApiError.notFound().reply();
    }
}
