package io.bothways.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.SimulatedApp;
import io.bothways.launcher.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST API of a stack, as its tenant's admin uses it. */
public final class StatusApi {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final URI base;
    private final JsonHttp http;

    public StatusApi(URI base, String apiKey) {
        this.base = base;
        this.http = new JsonHttp(base, Map.of("Authorization", "Bearer " + apiKey));
    }

    public static StatusApi of(Stack stack) {
        return new StatusApi(stack.url("status"), stack.apiKey());
    }

    /** Any resource of the API. */
    public JsonNode get(String path) {
        return http.get(path);
    }

    public JsonNode post(String path, Object body) {
        return http.send("POST", path, body);
    }

    public JsonNode put(String path, Object body) {
        return http.send("PUT", path, body);
    }

    public JsonNode patch(String path, Object body) {
        return http.send("PATCH", path, body);
    }

    /** Connects the simulated app, to be polled so often, and returns the account's id; it may still be connecting. */
    public String createAccount(String name, SimulatedApp app, Duration pollInterval) {
        Map<String, String> credentials = new HashMap<>();
        if (app.accessToken() != null && app.app().equals("hubspot")) {
            credentials.put("access_token", app.accessToken());
        } else {
            putIfKnown(credentials, "client_id", app.clientId());
            putIfKnown(credentials, "client_secret", app.clientSecret());
        }
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "connector", app.app(),
                "base_url", app.baseUrl().toString(), "credentials", credentials,
                "settings", Map.of("poll_interval", pollInterval.toString())));
        if (app.webhookSecret() != null) {
            body.put("webhook_secret", app.webhookSecret());
        }
        return http.send("POST", "/api/v1/accounts", body).required("id").asText();
    }

    public JsonNode account(String id) {
        return http.get("/api/v1/accounts/" + id);
    }

    /** Tells the account that its app has moved. */
    public void moveAccount(String id, URI baseUrl) {
        http.send("PATCH", "/api/v1/accounts/" + id, Map.of("base_url", baseUrl.toString()));
    }

    /** Returns the account once it is connected. */
    public JsonNode awaitConnected(String id, Duration limit) {
        return await("Account " + id, "CONNECTED", limit, () -> account(id), state -> { });
    }

    public String createConnection(String name, String accountA, String accountB) {
        return http.send("POST", "/api/v1/connections", Map.of("name", name, "a", accountA, "b", accountB))
                .required("id").asText();
    }

    public JsonNode connection(String id) {
        return http.get("/api/v1/connections/" + id);
    }

    /** Returns the connection once its initial sync is over; {@code seen} is told each state on the way. */
    public JsonNode awaitLive(String id, Duration limit, Consumer<JsonNode> seen) {
        return await("Connection " + id, "LIVE", limit, () -> connection(id), seen);
    }

    /** A link that opens the dashboard once, without a key. */
    public URI loginLink() {
        return base.resolve("/login?code=" + http.send("POST", "/api/v1/login-codes", Map.of())
                .required("code").asText());
    }

    private static JsonNode await(String what, String state, Duration limit,
            Supplier<JsonNode> look, Consumer<JsonNode> seen) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            JsonNode now = look.get();
            seen.accept(now);
            if (now.path("state").asText().equals(state)) {
                return now;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new LauncherException(what + " is " + now.path("state").asText() + " and not " + state
                        + " after " + limit.toSeconds() + " s");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new LauncherException("Waiting for " + what + " was interrupted", interrupted);
            }
        }
    }

    private static void putIfKnown(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
