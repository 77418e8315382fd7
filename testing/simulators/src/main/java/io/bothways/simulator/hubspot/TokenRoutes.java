package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.UUID;

/** Issues access tokens, and tells about the account. */
final class TokenRoutes {
    static final String OPERATION = "oauth.token";
    private final Accounts accounts;
    private final Clock clock;

    TokenRoutes(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.POST, "/oauth/v1/token", OPERATION, this::issue);
        routes.read(HttpMethod.POST, "/oauth/v3/token", OPERATION, this::issue);
        routes.read(HttpMethod.GET, "/account-info/v3/details", "account_info.details", call -> details());
        routes.read(HttpMethod.GET, "/account-info/:version/details", "account_info.details", call -> details());
    }

    private VendorReply issue(VendorCall call) {
        if (!accounts.clientId().equals(call.form("client_id"))) {
            return refusal("BAD_CLIENT_ID", "missing or unknown client id");
        }
        if (!accounts.clientSecret().equals(call.form("client_secret"))) {
            return refusal("BAD_CLIENT_SECRET", "missing or invalid client secret");
        }
        String grant = Objects.toString(call.form("grant_type"), "");
        if (grant.equals("refresh_token")) {
            if (!accounts.refreshToken().equals(call.form("refresh_token"))) {
                return refusal("BAD_REFRESH_TOKEN", "missing or invalid refresh token");
            }
        } else if (!grant.equals("client_credentials")) {
            return refusal("BAD_GRANT_TYPE", "missing or unsupported grant type");
        }
        return VendorReply.json(200, Json.object().put("token_type", "bearer")
                .put("refresh_token", accounts.refreshToken()).put("access_token", accounts.issueToken())
                .put("hub_id", accounts.portalId()).put("expires_in", Accounts.TOKEN_LIFETIME.toSeconds()));
    }

    private static VendorReply refusal(String status, String message) {
        return VendorReply.json(400, Json.object().put("status", status).put("message", message)
                .put("correlationId", UUID.randomUUID().toString()));
    }

    private VendorReply details() {
        int offset = ZonedDateTime.ofInstant(clock.instant(), RateLimits.ACCOUNT_ZONE).getOffset().getTotalSeconds();
        ObjectNode details = Json.object().put("portalId", accounts.portalId()).put("accountType", "STANDARD")
                .put("timeZone", RateLimits.ACCOUNT_ZONE.getId()).put("companyCurrency", "USD")
                .put("utcOffset", String.format("%s%02d:%02d", offset < 0 ? "-" : "+", Math.abs(offset) / 3600,
                        Math.abs(offset) / 60 % 60))
                .put("utcOffsetMilliseconds", offset * 1000).put("uiDomain", "app.hubspot.com")
                .put("dataHostingLocation", "na1");
        details.putArray("additionalCurrencies");
        return VendorReply.json(200, details);
    }
}
