package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Authentication;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A private app's token that does not expire, or an OAuth refresh token. HubSpot asks to renew by the token's age, not
 * after a 401 (usage guidelines), so the expiry is always told.
 */
final class HubSpotAuthentication implements Authentication {
    private static final Duration USUAL_LIFE = Duration.ofMinutes(30);

    private final ConnectorContext context;

    HubSpotAuthentication(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public Token obtain() {
        Map<String, String> credentials = context.credentials();
        String refreshToken = credentials.getOrDefault("refresh_token", "");
        if (refreshToken.isEmpty()) {
            String accessToken = credentials.getOrDefault("access_token", "");
            if (accessToken.isEmpty()) {
                throw refused("the account has neither an access token nor a refresh token", "", 0);
            }
            return new Token("Bearer " + accessToken, Optional.empty(), Optional.empty(), Map.of());
        }
        return renew(credentials, refreshToken);
    }

    private Token renew(Map<String, String> credentials, String refreshToken) {
        Instant asked = context.clock().instant();
        JsonNode answer;
        try {
            answer = context.plainClient(HubSpotTokenApi.class)
                    .refresh(
                            "refresh_token",
                            credentials.getOrDefault("client_id", ""),
                            credentials.getOrDefault("client_secret", ""),
                            refreshToken);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.REJECTED) {
                throw refused(
                        "HubSpot does not accept the refresh token",
                        failed.failure().appMessage(),
                        failed.failure().status());
            }
            throw failed;
        }
        String accessToken = answer.path("access_token").asText("");
        if (accessToken.isEmpty()) {
            throw refused("HubSpot's token answer holds no access token", "", 200);
        }
        Instant expiresAt = asked.plusSeconds(answer.path("expires_in").asLong(USUAL_LIFE.toSeconds()));
        String rotated = answer.path("refresh_token").asText("");
        Map<String, String> renewed =
                rotated.isEmpty() || rotated.equals(refreshToken) ? Map.of() : Map.of("refresh_token", rotated);
        return new Token("Bearer " + accessToken, Optional.of(expiresAt), Optional.empty(), renewed);
    }

    private static ConnectorException refused(String message, String appMessage, int status) {
        return new ConnectorException(
                FailureKind.REAUTHORIZE,
                new Failure(FailureCodes.CREDENTIALS_REFUSED, message, appMessage, "", status));
    }
}
