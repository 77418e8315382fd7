package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Authentication;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A user's API token, which does not expire and goes into a header of its own, or an OAuth refresh token, which is good
 * for one exchange; the answer names the company's host.
 */
final class PipedriveAuthentication implements Authentication {
    private static final String VENDOR = ".pipedrive.com";
    private static final URI TOKEN_HOST = URI.create("https://oauth.pipedrive.com");
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private final ConnectorContext context;

    PipedriveAuthentication(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public Token obtain() {
        Map<String, String> credentials = context.credentials();
        String refreshToken = credentials.getOrDefault("refresh_token", "");
        if (!refreshToken.isEmpty()) {
            return renew(credentials, refreshToken);
        }
        String apiToken = credentials.getOrDefault("api_token", "");
        if (apiToken.isEmpty()) {
            throw refused("the account has neither an API token nor a refresh token", "", 0);
        }
        return new Token("x-api-token: " + apiToken, Optional.empty(), Optional.empty(), Map.of());
    }

    private Token renew(Map<String, String> credentials, String refreshToken) {
        Instant asked = context.clock().instant();
        String client = credentials.getOrDefault("client_id", "") + ":"
                + credentials.getOrDefault("client_secret", "");
        JsonNode answer;
        try {
            answer = context.plainClient(PipedriveTokenApi.class, tokenHost())
                    .refresh(
                            "Basic " + Base64.getEncoder()
                                    .encodeToString(client.getBytes(StandardCharsets.UTF_8)),
                            "refresh_token",
                            refreshToken);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.REJECTED) {
                throw refused(
                        "Pipedrive does not accept the refresh token",
                        failed.failure().appMessage(),
                        failed.failure().status());
            }
            throw failed;
        }
        String accessToken = answer.path("access_token").asText("");
        if (accessToken.isEmpty()) {
            throw refused("Pipedrive's token answer holds no access token", "", 200);
        }
        String rotated = answer.path("refresh_token").asText("");
        return new Token(
                "Bearer " + accessToken,
                Optional.of(asked.plusSeconds(answer.path("expires_in").asLong(USUAL_LIFE.toSeconds()))),
                Optional.of(answer.path("api_domain").asText("")).filter(host -> !host.isEmpty()).map(this::host),
                rotated.isEmpty() || rotated.equals(refreshToken) ? Map.of() : Map.of("refresh_token", rotated));
    }

    /** Tokens of the vendor's own hosts come from one of their number. */
    private URI tokenHost() {
        String host = context.baseUri().getHost();
        return host != null && host.endsWith(VENDOR) ? TOKEN_HOST : context.baseUri();
    }

    /** The token must not leave over a plain connection that the account's own address does not use. */
    private URI host(String domain) {
        URI host;
        try {
            host = URI.create(domain);
        } catch (IllegalArgumentException unreadable) {
            throw refused("Pipedrive's token answer names no readable company domain", "", 200);
        }
        boolean secure = "https".equals(host.getScheme())
                || "http".equals(host.getScheme()) && "http".equals(context.baseUri().getScheme());
        if (!secure || host.getHost() == null) {
            throw refused("Pipedrive's token answer names a company domain that is not reached by https", "", 200);
        }
        return host;
    }

    private static ConnectorException refused(String message, String appMessage, int status) {
        return new ConnectorException(
                FailureKind.REAUTHORIZE,
                new Failure(FailureCodes.CREDENTIALS_REFUSED, message, appMessage, "", status));
    }
}
