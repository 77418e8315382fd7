package io.bothways.simulator.salesforce;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.salesforce.schema.Organization;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who may call: one connected app and its sessions. A session ends when it was idle for the organization's time-out;
 * nothing tells a client when that will be. The same seed gives the same credentials.
 */
public final class Sessions {
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(2);
    private static final int TOKEN_DIGITS = 64;

    private final AppContext context;
    private final Clock clock;
    private final Map<String, Long> lastUsed = new HashMap<>();
    private final String clientId;
    private final String clientSecret;
    private final String refreshToken;
    private final String firstToken;
    private int issued;

    Sessions(AppContext context) {
        this.context = context;
        this.clock = context.clock();
        this.clientId = "3MVG9" + context.secret("client id", TOKEN_DIGITS);
        this.clientSecret = context.secret("client secret", TOKEN_DIGITS).toUpperCase(Locale.ROOT);
        this.refreshToken = "5Aep861" + context.secret("refresh token", TOKEN_DIGITS);
        this.firstToken = open();
    }

    /** The token of the session that is open from the start. */
    String firstToken() {
        return firstToken;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    public String refreshToken() {
        return refreshToken;
    }

    /** Opens a session and gives its access token. */
    public String open() {
        issued++;
        String token = Organization.ID_OF_ORGANIZATION.substring(0, 15) + "!AQ"
                + context.secret("access token " + issued, TOKEN_DIGITS);
        lastUsed.put(token, clock.millis());
        return token;
    }

    /** Whether the token's session is open; being used keeps it so. */
    boolean admits(String token) {
        Long last = lastUsed.get(token);
        if (last == null || clock.millis() - last > IDLE_TIMEOUT.toMillis()) {
            lastUsed.remove(token);
            return false;
        }
        lastUsed.put(token, clock.millis());
        return true;
    }

    public void close(String token) {
        lastUsed.remove(token);
    }

    void closeAll() {
        lastUsed.clear();
    }
}
