package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.Sessions;
import io.bothways.simulator.salesforce.schema.Organization;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tokens and who one is. Errors are objects here, not arrays; a token comes without a word on how long it lasts. */
public final class OAuthRoutes {
    private static final String IDENTITY =
            "/id/" + Organization.ID_OF_ORGANIZATION + "/" + Organization.INTEGRATION_USER;

    private final Sessions sessions;
    private final Clock clock;

    public OAuthRoutes(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.POST, "/services/oauth2/token", "oauth.token", this::token);
        routes.read(HttpMethod.POST, "/services/oauth2/revoke", "oauth.revoke", this::revoke);
        routes.read(HttpMethod.GET, "/services/oauth2/userinfo", "oauth.userinfo", OAuthRoutes::userInfo);
        routes.read(HttpMethod.GET, "/id/:organization/:user", "oauth.identity", OAuthRoutes::identity);
    }

    private VendorReply token(VendorCall call) {
        Credentials given = credentials(call);
        if (!sessions.clientId().equals(given.id())) {
            return refused("invalid_client_id", "client identifier invalid");
        }
        if (!sessions.clientSecret().equals(given.secret())) {
            return refused("invalid_client", "invalid client credentials");
        }
        return switch (String.valueOf(call.form("grant_type"))) {
            case "client_credentials" -> opened(call);
            case "refresh_token" -> sessions.refreshToken().equals(call.form("refresh_token"))
                    ? opened(call) : refused("invalid_grant", "expired access/refresh token");
            default -> refused("unsupported_grant_type", "grant type not supported");
        };
    }

    private VendorReply opened(VendorCall call) {
        String id = call.baseUrl() + IDENTITY;
        String issuedAt = String.valueOf(clock.millis());
        return VendorReply.json(200, Json.object()
                .put("access_token", sessions.open())
                .put("signature", signature(id + issuedAt))
                .put("scope", "api refresh_token")
                .put("instance_url", call.baseUrl())
                .put("id", id)
                .put("token_type", "Bearer")
                .put("issued_at", issuedAt));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sessions.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    private VendorReply revoke(VendorCall call) {
        String token = call.form("token");
        if (token == null) {
            return refused("unsupported_token_type", "this token type is not supported");
        }
        sessions.close(token);
        return VendorReply.empty(200);
    }

    private static VendorReply userInfo(VendorCall call) {
        return VendorReply.json(200, user(call).put("sub", call.baseUrl() + IDENTITY));
    }

    private static VendorReply identity(VendorCall call) {
        ObjectNode identity = user(call).put("id", call.baseUrl() + IDENTITY).put("asserted_user", true)
                .put("username", "integration@simulated.example").put("display_name", "Integration User");
        String base = call.baseUrl() + "/services/data/v{version}/";
        identity.putObject("urls").put("rest", base).put("sobjects", base + "sobjects/").put("query", base + "query/");
        return VendorReply.json(200, identity);
    }

    private static ObjectNode user(VendorCall call) {
        return Json.object().put("user_id", Organization.INTEGRATION_USER)
                .put("organization_id", Organization.ID_OF_ORGANIZATION)
                .put("preferred_username", "integration@simulated.example").put("name", "Integration User")
                .put("email", "integration@simulated.example").put("active", true).put("user_type", "STANDARD")
                .put("locale", "en_US").put("utcOffset", 0);
    }

    private record Credentials(@Nullable String id, @Nullable String secret) {}

    /** In the form, or as user and password of the request. */
    private static Credentials credentials(VendorCall call) {
        String authorization = call.header("Authorization");
        if (authorization != null && authorization.startsWith("Basic ")) {
            try {
                String pair = new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                        StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                if (colon >= 0) {
                    return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
                }
            } catch (IllegalArgumentException notBase64) {
                return new Credentials(null, null);
            }
        }
        return new Credentials(call.form("client_id"), call.form("client_secret"));
    }

    private static VendorReply refused(String error, String description) {
        return VendorReply.json(400, Json.object().put("error", error).put("error_description", description));
    }
}
