package io.bothways.simulator.hubspot;

import io.bothways.simulator.kit.AppContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The portal, the installed app's credentials, and the tokens issued to it. */
final class Accounts {
    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(30);
    private final AppContext context;
    private final Map<String, Long> expiries = new HashMap<>();
    private int issued;
    private int rotations;

    Accounts(AppContext context) {
        this.context = context;
    }

    /** The static token of a private app; it never expires, but an admin may rotate it. */
    String privateToken() {
        return "pat-na1-" + context.secret("hubspot private app" + (rotations == 0 ? "" : " " + rotations), 32);
    }

    /** "Rotate and expire now": the private app's token is another one from now on. */
    void rotatePrivateToken() {
        rotations++;
    }

    String clientId() {
        return context.secret("hubspot client", 32);
    }

    String clientSecret() {
        return context.secret("hubspot client secret", 36);
    }

    String refreshToken() {
        return context.secret("hubspot refresh token", 40);
    }

    long portalId() {
        return 10_000_000 + Math.floorMod(context.options().seed(), 80_000_000L);
    }

    long appId() {
        return 1_160_452;
    }

    String issueToken() {
        String token = "CN" + context.secret("hubspot access token " + issued++ + context.clock().millis(), 60);
        expiries.put(token, context.clock().millis() + TOKEN_LIFETIME.toMillis());
        return token;
    }

    boolean isPrivate(String token) {
        return token.equals(privateToken());
    }

    /** When an issued token expires, or {@code null} if it was never issued. */
    @Nullable Long expiry(String token) {
        return expiries.get(token);
    }
}
