package io.bothways.simulator.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The company, its API token, the installed app, and the tokens issued to it. A refresh token is good for one exchange:
 * the answer brings the next one.
 */
public final class Accounts {
    public static final Duration TOKEN_LIFETIME = Duration.ofSeconds(3_599);
    private static final Duration REFRESH_LIFETIME = Duration.ofDays(60);
    private final AppContext context;
    private final Map<String, Long> expiries = new HashMap<>();
    private int refreshes;
    private long refreshedAt;
    private boolean active = true;

    public Accounts(AppContext context) {
        this.context = context;
        this.refreshedAt = context.clock().millis();
    }

    /** The static token of a user. */
    public String apiToken() {
        return context.secret("pipedrive api token", 40);
    }

    public String clientId() {
        return context.secret("pipedrive client", 16);
    }

    public String clientSecret() {
        return context.secret("pipedrive client secret", 40);
    }

    /** The password of the webhook that the company's admin created on the page. */
    public String webhookPassword() {
        return context.secret("pipedrive webhook", 32);
    }

    public String authorizationCode() {
        return context.secret("pipedrive code", 32);
    }

    public int companyId() {
        return 7_000_000 + (int) Math.floorMod(context.options().seed(), 900_000L);
    }

    public String domain() {
        return "company" + companyId();
    }

    /** The one refresh token that is good now. */
    public String refreshToken() {
        return companyId() + ":" + context.secret("pipedrive refresh " + refreshes, 40);
    }

    public boolean refreshes(@Nullable String token) {
        return refreshToken().equals(token)
                && context.clock().millis() - refreshedAt < REFRESH_LIFETIME.toMillis();
    }

    /** A new access token; the refresh token of before is used up. */
    public String issueToken() {
        refreshes++;
        refreshedAt = context.clock().millis();
        String token = companyId() + ":" + context.secret("pipedrive access " + refreshes + "/" + refreshedAt, 50);
        expiries.put(token, refreshedAt + TOKEN_LIFETIME.toMillis());
        return token;
    }

    boolean admits(String accessToken) {
        Long expiry = expiries.get(accessToken);
        return expiry != null && context.clock().millis() < expiry;
    }

    boolean active() {
        return active;
    }

    void active(boolean paid) {
        active = paid;
    }

    JsonNode save() {
        ObjectNode saved = Json.object().put("refreshes", refreshes).put("refreshed_at", refreshedAt)
                .put("active", active);
        ObjectNode tokens = saved.putObject("tokens");
        expiries.forEach(tokens::put);
        return saved;
    }

    void load(JsonNode saved) {
        refreshes = saved.path("refreshes").asInt();
        refreshedAt = saved.path("refreshed_at").asLong(refreshedAt);
        active = saved.path("active").asBoolean(true);
        saved.path("tokens").properties().forEach(token -> expiries.put(token.getKey(), token.getValue().asLong()));
    }
}
