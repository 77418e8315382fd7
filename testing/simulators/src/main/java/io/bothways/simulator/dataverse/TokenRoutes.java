package io.bothways.simulator.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directory's token endpoint. Its errors have a shape of their own, with the number of the sentence. */
final class TokenRoutes {
    private final Tokens tokens;
    private final Clock clock;

    TokenRoutes(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.POST, "/:tenant/oauth2/v2.0/token", "oauth.token", this::token);
    }

    private VendorReply token(VendorCall call) {
        String grant = Objects.toString(call.form("grant_type"), "");
        String scope = Objects.toString(call.form("scope"), "");
        if (!tokens.clientId().equals(call.form("client_id"))) {
            return refused(400, "unauthorized_client", 700016, "Application with identifier '" + call.form("client_id")
                    + "' was not found in the directory.");
        }
        if (!tokens.clientSecret().equals(call.form("client_secret"))) {
            return refused(401, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being"
                    + " sent in the request is the client secret value, not the client secret ID.");
        }
        return switch (grant) {
            case "client_credentials" -> scope.equals(call.baseUrl() + "/.default") ? issued(null)
                    : refused(400, "invalid_scope", 70011, "The provided request must include a 'scope' input"
                            + " parameter. The provided value for the input parameter 'scope' is not valid.");
            case "refresh_token" -> tokens.refreshToken().equals(call.form("refresh_token"))
                    ? issued(tokens.refreshToken())
                    : refused(400, "invalid_grant", 70008, "The provided authorization code or refresh token has"
                            + " expired due to inactivity. Send a new interactive authorization request.");
            default -> refused(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '"
                    + grant + "'.");
        };
    }

    private VendorReply issued(@Nullable String refreshToken) {
        Tokens.Issued token = tokens.issue();
        ObjectNode answer = Json.object().put("token_type", "Bearer").put("expires_in", token.seconds())
                .put("ext_expires_in", token.seconds()).put("access_token", token.token());
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken);
        }
        return VendorReply.json(200, answer).with("Cache-Control", "no-store, no-cache");
    }

    private VendorReply refused(int status, String error, int number, String sentence) {
        String trace = UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString();
        ObjectNode answer = Json.object().put("error", error)
                .put("error_description", "AADSTS" + number + ": " + sentence + " Trace ID: " + trace);
        answer.putArray("error_codes").add(number);
        answer.put("timestamp", clock.instant().toString()).put("trace_id", trace).put("correlation_id", trace);
        return VendorReply.json(status, answer);
    }
}
