package io.bothways.simulator.pipedrive;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.pipedrive.api.PipedriveErrors;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Credentials first, then the account, then the limits. Both kinds of exhaustion are told in the same words. */
final class PipedriveGatekeeper implements Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN_TO_ALL = Set.of("oauth.token", "oauth.authorize");
    private static final String TOO_MANY = "request over limit";
    private static final String SHIELD = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>"
            + "<h1>Error 1015</h1><p>You are being rate limited. This error is produced by Cloudflare.</p>"
            + "</body></html>";
    /** After so long a pause the daily headers are missing from the next answers, as the vendor's staff say. */
    private static final Duration INACTIVITY = Duration.ofHours(1);
    private static final int WITHOUT_DAILY_HEADERS = 3;

    private final AppContext context;
    private final Accounts accounts;
    private final RateLimits limits;
    private long lastCall;
    private int withoutDailyHeaders;

    PipedriveGatekeeper(AppContext context, Accounts accounts) {
        this.context = context;
        this.accounts = accounts;
        this.limits = new RateLimits(context.clock());
        this.lastCall = context.clock().millis();
    }

    RateLimits limits() {
        return limits;
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (OPEN_TO_ALL.contains(call.operation())) {
            return null;
        }
        if (!known(call)) {
            return PipedriveErrors.reply(401, "unauthorized access");
        }
        if (!accounts.active()) {
            return PipedriveErrors.reply(402, "The company account is not active");
        }
        if (!context.limitsHold().getAsBoolean()) {
            return null;
        }
        long now = context.clock().millis();
        if (now - lastCall >= INACTIVITY.toMillis()) {
            withoutDailyHeaders = WITHOUT_DAILY_HEADERS;
        }
        lastCall = now;
        if (apiToken(call) != null && limits.shutOut()) {
            return VendorReply.text(403, "text/html; charset=UTF-8", SHIELD);
        }
        RateLimits.Verdict verdict =
                limits.take(apiToken(call) != null, isSearch(call), TokenCosts.of(call.operation()));
        if (verdict == RateLimits.Verdict.PASSES) {
            if (apiToken(call) != null && !call.method().equals("GET") && !call.method().equals("DELETE")) {
                limits.wrote();
            }
            return null;
        }
        context.meter().throttled();
        return PipedriveErrors.reply(429, TOO_MANY);
    }

    /** The reset is told in seconds from now, and is that of the burst even where it is the budget that is spent. */
    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        if (!context.limitsHold().getAsBoolean() || OPEN_TO_ALL.contains(call.operation()) || !known(call)
                || reply.status() == 403) {
            return reply;
        }
        RollingWindow burst = isSearch(call) ? limits.searches() : limits.burst(apiToken(call) != null);
        long reset = Math.max(1, (burst.untilFree().toMillis() + 999) / 1000);
        VendorReply complete = reply.with("x-ratelimit-limit", String.valueOf(burst.limit()))
                .with("x-ratelimit-remaining", String.valueOf(burst.remaining()))
                .with("x-ratelimit-reset", String.valueOf(reset));
        if (apiToken(call) != null) {
            complete = complete.with("x-daily-requests-left", String.valueOf(limits.writesRemaining()));
        }
        if (withoutDailyHeaders > 0) {
            withoutDailyHeaders--;
            return complete;
        }
        return complete.with("x-daily-ratelimit-token-limit", String.valueOf(RateLimits.DAILY_TOKENS))
                .with("x-daily-ratelimit-token-remaining", String.valueOf(limits.tokensRemaining()));
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return PipedriveErrors.invalid("Malformed JSON in request body").reply();
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        return PipedriveErrors.reply(404, "Unknown method .");
    }

    private boolean known(VendorCall call) {
        String apiToken = apiToken(call);
        if (apiToken != null) {
            return apiToken.equals(accounts.apiToken());
        }
        String authorization = call.header("Authorization");
        return authorization != null && authorization.startsWith(BEARER)
                && accounts.admits(authorization.substring(BEARER.length()));
    }

    private static @Nullable String apiToken(VendorCall call) {
        String header = call.header("x-api-token");
        return header != null ? header : call.query("api_token");
    }

    private static boolean isSearch(VendorCall call) {
        return call.operation().endsWith(".search");
    }
}
