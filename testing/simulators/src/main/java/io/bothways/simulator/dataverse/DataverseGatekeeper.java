package io.bothways.simulator.dataverse;

import io.bothways.simulator.dataverse.api.WebApiRoutes;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a call in if its token is valid and the service is not to be protected from it. */
final class DataverseGatekeeper implements Gatekeeper {
    private static final Pattern VERSION = Pattern.compile("v9\\.[0-2]");

    private final AppContext context;
    private final Tokens tokens;
    private final ServiceProtection protection;

    DataverseGatekeeper(AppContext context, Tokens tokens, ServiceProtection protection) {
        this.context = context;
        this.tokens = tokens;
        this.protection = protection;
    }

    @Override
    public @Nullable VendorReply refuse(VendorCall call) {
        if (!call.hasParameter("version")) {
            return null;
        }
        String authorization = call.header("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")
                || !tokens.admits(authorization.substring("Bearer ".length()))) {
            // The vendor's answer has no body.
            return VendorReply.empty(401).with("WWW-Authenticate", "Bearer authorization_uri=" + call.baseUrl() + "/"
                    + tokens.tenant() + "/oauth2/authorize, resource_id=" + call.baseUrl() + "/");
        }
        if (!VERSION.matcher(call.parameter("version")).matches()) {
            return WebApiRoutes.refusal(new Problem(404, Problem.MALFORMED, "Resource not found for the segment '"
                    + call.parameter("version") + "'."));
        }
        if (context.limitsHold().getAsBoolean()) {
            Optional<ServiceProtection.Refusal> refusal = protection.take();
            if (refusal.isPresent()) {
                context.meter().throttled();
                return WebApiRoutes.refusal(refusal.get().problem())
                        .with("Retry-After", String.valueOf(refusal.get().retryAfter()));
            }
        }
        protection.begin();
        call.whenDone(protection::end);
        return null;
    }

    @Override
    public VendorReply complete(VendorCall call, VendorReply reply) {
        if (!call.hasParameter("version") || reply.status() == 401) {
            return reply;
        }
        return reply.with("REQ_ID", context.secret("request " + context.meter().total(), 32))
                .with("x-ms-ratelimit-burst-remaining-xrm-requests", String.valueOf(protection.remainingRequests()))
                .with("x-ms-ratelimit-time-remaining-xrm-requests", String.valueOf(protection.remainingSeconds()));
    }

    @Override
    public VendorReply malformed(VendorCall call) {
        return WebApiRoutes.refusal(new Problem(400, Problem.PAYLOAD, "Stream was not readable."));
    }

    @Override
    public VendorReply unknown(VendorCall call) {
        return WebApiRoutes.refusal(new Problem(404, Problem.MALFORMED, "Resource not found for the segment '"
                + call.path().substring(call.path().lastIndexOf('/') + 1) + "'."));
    }
}
