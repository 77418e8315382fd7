package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address first, then credentials, then the rate limits; a call without credentials uses up nothing. */
final class HubSpotGatekeeper implements Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");
    /** Cloudflare's status for a token that cannot be one. */
    private static final int ORIGIN_ERROR = 530;
    private static final int URI_TOO_LONG = 414;
    /** Connectors keep their lists of properties below some 15,000 characters (airbyte source-hubspot). */
    private static final int LONGEST_URI = 16_000;
    private final AppContext context;
    private final Accounts accounts;
    private final RateLimits limits;

    HubSpotGatekeeper(AppContext context, Accounts accounts) {
        this.context = context;
        this.accounts = accounts;
        this.limits = new RateLimits(context.clock());
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (call.uri().length() > LONGEST_URI) {
            return VendorReply.text(URI_TOO_LONG, "text/html;charset=utf-8", "<html><head><title>414 Request-URI Too "
                    + "Large</title></head><body><center><h1>414 Request-URI Too Large</h1></center></body></html>");
        }
        if (isTokenRequest(call)) {
            return null;
        }
        VendorReply unauthorised = refuseCredentials(call);
        if (unauthorised != null || !context.limitsHold().getAsBoolean()) {
            return unauthorised;
        }
        boolean privateApp = accounts.isPrivate(token(call));
        RateLimits.Policy exhausted = limits.take(privateApp, isSearch(call));
        if (exhausted == null) {
            return null;
        }
        context.meter().throttled();
        ObjectNode body = Json429.body(exhausted);
        VendorReply reply = VendorReply.json(429, body);
        // HubSpot does not always say how long to wait.
        if (context.random().nextBoolean()) {
            long seconds = Math.max(1, (limits.wait(exhausted, privateApp).toMillis() + 999) / 1000);
            reply = reply.with("Retry-After", String.valueOf(seconds));
        }
        return reply;
    }

    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        // Search answers carry no rate-limit headers.
        if (!context.limitsHold().getAsBoolean() || isTokenRequest(call) || isSearch(call) || reply.status() == 401
                || reply.status() == ORIGIN_ERROR || reply.status() == URI_TOO_LONG) {
            return reply;
        }
        boolean privateApp = accounts.isPrivate(token(call));
        RollingWindow burst = limits.burst(privateApp);
        VendorReply complete = reply
                .with("X-HubSpot-RateLimit-Interval-Milliseconds", String.valueOf(burst.window().toMillis()))
                .with("X-HubSpot-RateLimit-Max", String.valueOf(burst.limit()))
                .with("X-HubSpot-RateLimit-Remaining", String.valueOf(burst.remaining()));
        return !privateApp ? complete : complete
                .with("X-HubSpot-RateLimit-Daily", String.valueOf(RateLimits.DAILY))
                .with("X-HubSpot-RateLimit-Daily-Remaining", String.valueOf(limits.dailyRemaining()));
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return VendorReply.json(400, HubSpotErrors.error("VALIDATION_ERROR", "Invalid input JSON"));
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        return VendorReply.text(404, "text/html;charset=utf-8", "<html><body><h1>404</h1>Not found</body></html>");
    }

    private @Nullable VendorReply refuseCredentials(VendorCall call) {
        String header = call.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return unauthorised("INVALID_AUTHENTICATION", "Authentication credentials not found. This API supports "
                    + "OAuth 2.0 authentication.");
        }
        String token = token(call);
        if (!TOKEN.matcher(token).matches()) {
            return VendorReply.text(ORIGIN_ERROR, "text/html;charset=utf-8", "<html><body>error 1016</body></html>");
        }
        if (accounts.isPrivate(token)) {
            return null;
        }
        Long expiry = accounts.expiry(token);
        if (expiry == null) {
            return unauthorised("INVALID_AUTHENTICATION", "The access token is not valid.");
        }
        long overdue = context.clock().millis() - expiry;
        return overdue < 0 ? null : unauthorised("EXPIRED_AUTHENTICATION",
                "The OAuth token used to make this call expired " + overdue / 1000 + " second(s) ago.");
    }

    private static VendorReply unauthorised(String category, String message) {
        return VendorReply.json(401, HubSpotErrors.error(category, message));
    }

    private static String token(VendorCall call) {
        String header = call.header("Authorization");
        return header == null || header.length() <= BEARER.length() ? "" : header.substring(BEARER.length());
    }

    private static boolean isTokenRequest(VendorCall call) {
        return call.operation().equals(TokenRoutes.OPERATION);
    }

    private static boolean isSearch(VendorCall call) {
        return call.operation().endsWith(".search");
    }

    /** The one error that has no category but an error type and a policy. */
    private static final class Json429 {
        static ObjectNode body(RateLimits.Policy policy) {
            ObjectNode body = HubSpotErrors.error("RATE_LIMITS", "You have reached your "
                    + policy.name().toLowerCase(Locale.ROOT) + " limit.");
            body.put("errorType", "RATE_LIMIT").put("policyName", policy.name())
                    .put("requestId", UUID.randomUUID().toString());
            return body;
        }
    }
}
