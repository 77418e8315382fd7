package io.bothways.simulator.dataverse;

import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.kit.AppContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The directory's application, its credentials and the access tokens it was given, each of which lives 60 to 90
 * minutes. The same seed gives the same credentials.
 */
final class Tokens {
    private static final long SHORTEST = Duration.ofMinutes(60).toSeconds();
    private static final int SPREAD = (int) Duration.ofMinutes(30).toSeconds();
    private static final int DIGITS = 64;

    /** An access token and the seconds that it lives. */
    record Issued(String token, long seconds) {
    }

    private final AppContext context;
    private final Map<String, Long> expiries = new HashMap<>();
    private final String first;
    private int issued;

    Tokens(AppContext context) {
        this.context = context;
        this.first = issue().token();
    }

    String tenant() {
        return Organization.id("tenant");
    }

    String clientId() {
        return Organization.id("application " + context.options().seed());
    }

    String clientSecret() {
        return context.secret("client secret", 40);
    }

    String refreshToken() {
        return "0.A" + context.secret("refresh token", DIGITS);
    }

    /** The token that is there from the start. */
    String firstToken() {
        return first;
    }

    Issued issue() {
        issued++;
        long seconds = SHORTEST + context.random().nextInt(SPREAD);
        String token = "eyJ0eXAiOiJKV1Qi." + context.secret("access token " + issued, DIGITS);
        expiries.put(token, context.clock().millis() + seconds * 1000);
        return new Issued(token, seconds);
    }

    boolean admits(String token) {
        Long expiry = expiries.get(token);
        return expiry != null && context.clock().millis() < expiry;
    }

    /** Ends all tokens, as an administrator does. */
    void revokeAll() {
        expiries.clear();
    }
}
