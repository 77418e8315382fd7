package io.bothways.simulator.intercom;

import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credentials, then the API version, then the rate limit; a call without credentials uses up nothing. */
final class IntercomGatekeeper implements Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final String VERSION = "Intercom-Version";
    /** The version of an app that does not say which one it wants. */
    private static final int DEFAULT_MINOR = 14;
    private static final int NEWEST_MINOR = 16;
    /** The first version that tells where a merged contact went. */
    private static final int TELLS_MERGES = 16;
    private final AppContext context;
    private final TokenRoutes tokens;
    private final RateLimit limit;

    IntercomGatekeeper(AppContext context, TokenRoutes tokens) {
        this.context = context;
        this.tokens = tokens;
        this.limit = new RateLimit(context.clock());
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (open(call)) {
            return null;
        }
        if (!authorised(call)) {
            return IntercomErrors.reply(401, "unauthorized", "Access Token Invalid");
        }
        if (minor(call) < 0) {
            return IntercomErrors.reply(400, "intercom_version_invalid", "The requested version could not be found");
        }
        if (!context.limitsHold().getAsBoolean() || limit.tryTake()) {
            return null;
        }
        context.meter().throttled();
        return IntercomErrors.reply(429, "rate_limit_exceeded",
                "Exceeded rate limit of " + RateLimit.LIMIT + " in 10_seconds");
    }

    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        if (open(call) || !authorised(call)) {
            return reply;
        }
        VendorReply complete = reply.with(VERSION, "2." + Math.max(0, minor(call)))
                .with("X-Request-Id", UUID.randomUUID().toString());
        return !context.limitsHold().getAsBoolean() ? complete : complete
                .with("X-RateLimit-Limit", String.valueOf(RateLimit.LIMIT))
                .with("X-RateLimit-Remaining", String.valueOf(limit.remaining()))
                .with("X-RateLimit-Reset", String.valueOf(limit.resetEpochSecond()));
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return IntercomErrors.reply(400, "bad_request", "The body is not valid JSON");
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        return IntercomErrors.reply(404, IntercomErrors.NOT_FOUND, "Resource Not Found");
    }

    boolean tellsMerges(VendorCall call) {
        return minor(call) >= TELLS_MERGES;
    }

    /** The version's part behind the point, or -1 where it is none that this simulator knows. */
    private static int minor(VendorCall call) {
        String version = call.header(VERSION);
        if (version == null) {
            return DEFAULT_MINOR;
        }
        if (!version.matches("2\\.\\d{1,2}")) {
            return -1;
        }
        int minor = Integer.parseInt(version.substring(2));
        return minor <= NEWEST_MINOR ? minor : -1;
    }

    private boolean authorised(VendorCall call) {
        String header = call.header("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && tokens.valid(header.substring(BEARER.length()));
    }

    private static boolean open(VendorCall call) {
        return call.operation().equals(TokenRoutes.TOKEN) || call.operation().equals(TokenRoutes.CONSENT);
    }
}
