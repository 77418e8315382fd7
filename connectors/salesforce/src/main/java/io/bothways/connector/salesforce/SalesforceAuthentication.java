package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Authentication;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A refresh token where the account has one, else client credentials. How long a session lasts is the organisation's
 * policy and no answer tells it: the token is used until a call is refused with INVALID_SESSION_ID.
 */
final class SalesforceAuthentication implements Authentication {
    private final ConnectorContext context;

    SalesforceAuthentication(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public Token obtain() {
        Map<String, String> credentials = context.credentials();
        String clientId = credentials.getOrDefault("client_id", "");
        String clientSecret = credentials.getOrDefault("client_secret", "");
        String refreshToken = credentials.getOrDefault("refresh_token", "");
        SalesforceTokenApi api = context.plainClient(SalesforceTokenApi.class);
        JsonNode answer = refreshToken.isEmpty()
                ? api.clientCredentials("client_credentials", clientId, clientSecret)
                : api.refresh("refresh_token", clientId, clientSecret, refreshToken);
        String accessToken = answer.path("access_token").asText("");
        if (accessToken.isEmpty()) {
            throw refused("Salesforce's token answer holds no access token");
        }
        String rotated = answer.path("refresh_token").asText("");
        return new Token(
                "Bearer " + accessToken,
                Optional.empty(),
                Optional.of(answer.path("instance_url").asText("")).filter(url -> !url.isEmpty()).map(this::host),
                rotated.isEmpty() || rotated.equals(refreshToken) ? Map.of() : Map.of("refresh_token", rotated));
    }

    /** The token must not leave over a plain connection that the account's own address does not use. */
    private URI host(String instanceUrl) {
        URI host;
        try {
            host = URI.create(instanceUrl);
        } catch (IllegalArgumentException unreadable) {
            throw refused("Salesforce's token answer names no readable instance");
        }
        boolean secure = "https".equals(host.getScheme())
                || "http".equals(host.getScheme()) && "http".equals(context.baseUri().getScheme());
        if (!secure || host.getHost() == null) {
            throw refused("Salesforce's token answer names an instance that is not reached by https");
        }
        return host;
    }

    private static ConnectorException refused(String message) {
        return new ConnectorException(
                FailureKind.REAUTHORIZE, new Failure(FailureCodes.CREDENTIALS_REFUSED, message, "", "", 200));
    }
}
