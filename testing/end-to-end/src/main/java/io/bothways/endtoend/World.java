package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.SimulatedApp;
import io.bothways.launcher.Stack;
import io.bothways.launcher.client.StatusApi;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A running stack with a HubSpot (side A) and a Salesforce (side B), and the hands of a tenant's admin. */
public final class World {
    static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Stack stack;
    private final AppView hubspot;
    private final AppView salesforce;
    private String accountA = "";
    private String accountB = "";
    private String connection = "";
    private String webhookA = "";
    private String webhookB = "";

    public World(Stack stack) {
        this.stack = stack;
        this.hubspot = new AppView(stack.url("hubspot"));
        this.salesforce = new AppView(stack.url("salesforce"));
    }

    /** Connects both apps; {@code settings} as in the API's account request. */
    public void connectAccounts(Map<String, Object> settings) {
        connectAccounts(settings, settings);
    }

    /** The same with settings for HubSpot and for Salesforce. */
    public void connectAccounts(Map<String, Object> settingsA, Map<String, Object> settingsB) {
        accountA = account("HubSpot", stack.app("hubspot"), settingsA);
        accountB = account("Salesforce", stack.app("salesforce"), settingsB);
        webhookA = api().awaitConnected(accountA, PATIENCE).path("webhook_url").asText();
        webhookB = api().awaitConnected(accountB, PATIENCE).path("webhook_url").asText();
    }

    public void webhooks(boolean enabled) {
        hubspot.webhooks(webhookA, enabled);
        salesforce.webhooks(webhookB, enabled);
    }

    /** Links the two accounts; the initial sync begins. */
    public void connect(List<String> objects) {
        connection = api().post(
                        "/api/v1/connections",
                        Map.of("name", "check", "a", accountA, "b", accountB, "objects", objects))
                .path("id")
                .asText();
    }

    /** When each account and type was last polled. */
    public Map<String, Instant> polls() {
        Map<String, Instant> polls = new TreeMap<>();
        for (JsonNode poll : api().get("/api/v1/polls")) {
            polls.put(
                    poll.path("account").asText() + "/" + poll.path("type").asText(),
                    Instant.parse(poll.path("polled_at").asText()));
        }
        return polls;
    }

    /** Waits until every object of both apps has been polled so many times more. */
    public void awaitPolls(int cycles) {
        for (int cycle = 0; cycle < cycles; cycle++) {
            Map<String, Instant> before = polls();
            Await.until("a poll of every object", PATIENCE, () -> {
                Map<String, Instant> now = polls();
                return !before.isEmpty()
                        && before.entrySet().stream()
                                .allMatch(poll -> now.get(poll.getKey()).isAfter(poll.getValue()));
            });
        }
    }

    /** Waits until a field of a record holds the value. */
    public static void awaitField(AppView app, String type, String id, String field, String value) {
        awaitField(app, type, id, field, value, seen -> seen);
    }

    static void awaitField(
            AppView app, String type, String id, String field, String value, Function<String, String> form) {
        Await.noProblem(PATIENCE, () -> {
            String seen = app.field(type, id, field);
            return form.apply(seen).equals(form.apply(value))
                    ? Optional.empty()
                    : Optional.of(field + " of " + type + " " + id + " should hold '" + value + "' and holds '" + seen + "'");
        });
    }

    /** Waits until exactly one record has this value, and returns its id. */
    public static String awaitOne(AppView app, String type, String field, String value) {
        Await.noProblem(PATIENCE, () -> {
            int found = app.find(type, field, value).size();
            return found == 1
                    ? Optional.empty()
                    : Optional.of(found + " " + type + " records with " + field + " " + value + " instead of 1");
        });
        return app.find(type, field, value).getFirst();
    }

    public StatusApi api() {
        return StatusApi.of(stack);
    }

    public Stack stack() {
        return stack;
    }

    public AppView hubspot() {
        return hubspot;
    }

    public AppView salesforce() {
        return salesforce;
    }

    public String accountA() {
        return accountA;
    }

    public String accountB() {
        return accountB;
    }

    public String connection() {
        return connection;
    }

    String webhookA() {
        return webhookA;
    }

    private String account(String name, SimulatedApp app, Map<String, Object> settings) {
        Map<String, String> credentials = app.app().equals("hubspot")
                ? Map.of("access_token", Optional.ofNullable(app.accessToken()).orElseThrow())
                : Map.of(
                        "client_id", Optional.ofNullable(app.clientId()).orElseThrow(),
                        "client_secret", Optional.ofNullable(app.clientSecret()).orElseThrow());
        Map<String, Object> request = new HashMap<>(Map.of(
                "name", name,
                "connector", app.app(),
                "base_url", app.baseUrl().toString(),
                "credentials", credentials,
                "settings", settings));
        Optional.ofNullable(app.webhookSecret()).ifPresent(secret -> request.put("webhook_secret", secret));
        return api().post("/api/v1/accounts", request).path("id").asText();
    }
}
