package io.bothways.simulator.pipedrive.api;

import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.pipedrive.Accounts;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** OAuth: the consent, given at once, and the exchange of its code or of a refresh token, which works once. */
public final class TokenRoutes {
    private final Accounts accounts;

    public TokenRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/oauth/authorize", "oauth.authorize", this::authorize);
        routes.read(HttpMethod.POST, "/oauth/token", "oauth.token", this::issue);
    }

    private VendorReply authorize(VendorCall call) {
        String target = call.query("redirect_uri");
        if (target == null || !accounts.clientId().equals(call.query("client_id"))) {
            return refusal("invalid_request", "Unknown client_id or missing redirect_uri");
        }
        String state = URLEncoder.encode(Objects.requireNonNullElse(call.query("state"), ""), StandardCharsets.UTF_8);
        return VendorReply.empty(302).with("Location", target + (target.contains("?") ? "&" : "?") + "code="
                + accounts.authorizationCode() + "&state=" + state);
    }

    private VendorReply issue(VendorCall call) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(
                (accounts.clientId() + ":" + accounts.clientSecret()).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(call.header("Authorization"))) {
            return refusal("invalid_client", "Invalid client: client is invalid");
        }
        boolean granted = switch (Objects.requireNonNullElse(call.form("grant_type"), "")) {
            case "refresh_token" -> accounts.refreshes(call.form("refresh_token"));
            case "authorization_code" -> accounts.authorizationCode().equals(call.form("code"));
            default -> false;
        };
        if (!granted) {
            return refusal("invalid_grant", "Invalid grant: refresh token or code is invalid");
        }
        String token = accounts.issueToken();
        return VendorReply.json(200, Json.object().put("access_token", token).put("token_type", "Bearer")
                .put("refresh_token", accounts.refreshToken()).put("scope", "base,contacts:full,deals:full,leads:full")
                .put("expires_in", Accounts.TOKEN_LIFETIME.toSeconds()).put("api_domain", call.baseUrl()));
    }

    private static VendorReply refusal(String error, String message) {
        return VendorReply.json(error.equals("invalid_client") ? 401 : 400,
                Json.object().put("success", false).put("error", error).put("message", message));
    }
}
