package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Authentication;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A refresh token where the account has one, else client credentials of an application user. */
final class DataverseAuthentication implements Authentication {
    static final String AUTHORITY = "https://login.microsoftonline.com";
    /** A token is renewed while the old one still works. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final ConnectorContext context;

    DataverseAuthentication(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public Token obtain() {
        Map<String, String> credentials = context.credentials();
        String tenant = credentials.getOrDefault("tenant_id", "");
        String clientId = credentials.getOrDefault("client_id", "");
        String clientSecret = credentials.getOrDefault("client_secret", "");
        String refreshToken = credentials.getOrDefault("refresh_token", "");
        String scope = context.baseUri().resolve("/").toString() + ".default";
        DataverseTokenApi api = context.plainClient(DataverseTokenApi.class, authority(credentials));
        JsonNode answer = refreshToken.isEmpty()
                ? api.clientCredentials(tenant, "client_credentials", clientId, clientSecret, scope)
                : api.refresh(
                        tenant, "refresh_token", clientId, clientSecret, refreshToken, scope + " offline_access");
        String accessToken = answer.path("access_token").asText("");
        if (accessToken.isEmpty()) {
            throw refused("Entra ID's token answer holds no access token");
        }
        Duration lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(0));
        String rotated = answer.path("refresh_token").asText("");
        return new Token(
                "Bearer " + accessToken,
                lifetime.isPositive()
                        ? Optional.of(context.clock().instant().plus(lifetime.compareTo(MARGIN.multipliedBy(2)) > 0
                                ? lifetime.minus(MARGIN)
                                : lifetime))
                        : Optional.empty(),
                Optional.empty(),
                rotated.isEmpty() || rotated.equals(refreshToken) ? Map.of() : Map.of("refresh_token", rotated));
    }

    /** National clouds have their own. The secret goes there: it must be as well protected as the account's address. */
    private URI authority(Map<String, String> credentials) {
        URI authority;
        try {
            authority = URI.create(credentials.getOrDefault("authority", AUTHORITY));
        } catch (IllegalArgumentException unreadable) {
            throw refused("the account's authority is not a readable address");
        }
        boolean secure = "https".equals(authority.getScheme())
                || "http".equals(authority.getScheme()) && "http".equals(context.baseUri().getScheme());
        if (!secure || authority.getHost() == null) {
            throw refused("the account's authority is not reached by https");
        }
        return authority;
    }

    private static ConnectorException refused(String message) {
        return new ConnectorException(
                FailureKind.REAUTHORIZE, new Failure(FailureCodes.CREDENTIALS_REFUSED, message, "", "", 0));
    }
}
