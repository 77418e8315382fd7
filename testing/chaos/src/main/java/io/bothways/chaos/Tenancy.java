package io.bothways.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.chaos.judge.Judged;
import io.bothways.chaos.judge.Rest.Conflict;
import io.bothways.chaos.judge.Rest.Link;
import io.bothways.chaos.judge.Rest.Reason;
import io.bothways.contracts.Side;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.Pairing;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.PostgresAddress;
import io.bothways.launcher.SimulatedApp;
import io.bothways.launcher.Stack;
import io.bothways.launcher.client.StatusApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A tenant of its own with one connection, and the hands of its admin. What is asked while a service is down is asked
 * again.
 */
final class Tenancy {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
    private static final int PAGE = 1_000;

    private final StatusApi api;
    private final Map<Side, String> accounts = new EnumMap<>(Side.class);
    private final Map<Side, String> webhookUrls = new EnumMap<>(Side.class);
    private String connection = "";

    private Tenancy(StatusApi api) {
        this.api = api;
    }

    /** Registers the tenant as an operator does: there is no other way in for a new one. */
    static Tenancy register(Stack stack, String tenant) {
        String key = UUID.randomUUID() + "-" + UUID.randomUUID();
        PostgresAddress database = stack.database();
        try (Connection sql = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                PreparedStatement name = sql.prepareStatement("INSERT INTO registry.tenant (id, name) VALUES (?, ?)");
                PreparedStatement door = sql.prepareStatement(
                        "INSERT INTO registry.api_key (hash, tenant, name) VALUES (?, ?, 'chaos')")) {
            name.setString(1, tenant);
            name.setString(2, tenant);
            name.execute();
            door.setBytes(1, MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
            door.setString(2, tenant);
            door.execute();
        } catch (SQLException | NoSuchAlgorithmException failed) {
            throw new LauncherException("The tenant cannot be registered: " + failed.getMessage(), failed);
        }
        return new Tenancy(new StatusApi(stack.url("status"), key));
    }

    void connect(Map<Side, App> apps) {
        apps.forEach((side, app) -> accounts.put(side, patiently(() ->
                api.createAccount(app.introduction().app(), app.introduction(), POLL_INTERVAL))));
        apps.forEach((side, app) -> {
            String url = api.awaitConnected(accounts.get(side), PATIENCE).path("webhook_url").asText();
            webhookUrls.put(side, url);
            app.control().subscribe(url);
        });
        connection = patiently(() -> api.post("/api/v1/connections", Map.of("name", "chaos", "a", accounts.get(Side.A),
                "b", accounts.get(Side.B), "objects", List.of("contact", "company")))).path("id").asText();
        api.awaitLive(connection, PATIENCE, state -> { });
    }

    String webhookUrl(Side side) {
        return webhookUrls.get(side);
    }

    /** Gives an account the app's new credentials. */
    void reconnect(Side side, SimulatedApp app, String accessToken) {
        patiently(() -> api.patch("/api/v1/accounts/" + accounts.get(side),
                Map.of("credentials", Map.of("access_token", accessToken))));
    }

    /** What the connection keeps in step, with the engine's names of the mappings. */
    List<Judged> judged() {
        JsonNode objects = patiently(() -> api.get("/api/v1/connections/" + connection + "/configuration")).path("objects");
        List<Judged> judged = new ArrayList<>();
        for (JsonNode object : objects) {
            Map<String, String> names = new HashMap<>();
            List<Judged.Field> references = new ArrayList<>();
            for (JsonNode mapping : object.path("mappings")) {
                String name = mapping.path("name").asText();
                names.put(mapping.path("a").path("name").asText(), name);
                if (mapping.path("b").path("name").asText().equals("AccountId")) {
                    references.add(new Judged.Field(name, mapping.path("a").path("name").asText(), "AccountId", true));
                }
            }
            String type = object.path("type_a").asText();
            Pairing pairing = type.equals(Pairing.CONTACTS.typeA()) ? Pairing.CONTACTS : Pairing.COMPANIES;
            judged.add(Judged.of(object.path("object").asText(), pairing, names, references));
        }
        return judged;
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        String after = "";
        while (true) {
            String page = "/api/v1/connections/" + connection + "/records?limit=" + PAGE + after;
            JsonNode records = patiently(() -> api.get(page));
            records.forEach(record -> links.add(link(record)));
            if (records.size() < PAGE) {
                return links;
            }
            Link last = links.getLast();
            after = "&after=" + last.object() + ":" + last.link();
        }
    }

    List<Conflict> conflicts() {
        List<Conflict> conflicts = new ArrayList<>();
        patiently(() -> api.get("/api/v1/connections/" + connection + "/conflicts?limit=" + PAGE)).forEach(conflict ->
                conflicts.add(new Conflict(conflict.path("object").asText(), conflict.path("link").asText(),
                        conflict.path("mapping").asText(), scalar(conflict.path("losing_value")))));
        return conflicts;
    }

    /** The account's state, for example {@code CONNECTED} or {@code NEEDS_RECONNECT}. */
    String state(Side side) {
        return patiently(() -> api.account(accounts.get(side))).path("state").asText();
    }

    /** Records by state. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        patiently(() -> api.connection(connection)).path("counts").properties().forEach(count ->
                counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    void syncEverything() {
        patiently(() -> api.post("/api/v1/connections/" + connection + "/sync", Map.of("full", true)));
    }

    /** Whether every run that was asked for has ended. */
    boolean runsEnded() {
        for (JsonNode run : patiently(() -> api.get("/api/v1/sync-log?connection=" + connection + "&limit=100"))) {
            if (List.of("QUEUED", "RUNNING").contains(run.path("state").asText())) {
                return false;
            }
        }
        return true;
    }

    /** When each account and type was last polled. */
    Map<String, Instant> polls() {
        Map<String, Instant> polls = new TreeMap<>();
        patiently(() -> api.get("/api/v1/polls")).forEach(poll -> polls.put(
                poll.path("account").asText() + "/" + poll.path("type").asText(),
                Instant.parse(poll.path("polled_at").asText())));
        return polls;
    }

    /** Nothing is called any more on behalf of this tenant: its apps end. */
    void leave() {
        accounts.values().forEach(account -> patiently(() -> api.post("/api/v1/accounts/" + account + "/pause", Map.of())));
    }

    private static Link link(JsonNode record) {
        List<Reason> reasons = new ArrayList<>();
        record.path("reasons").forEach(reason -> reasons.add(new Reason(reason.path("code").asText(),
                reason.path("field").asText())));
        return new Link(record.path("object").asText(), record.path("link").asText(), id(record.path("id_a")),
                id(record.path("id_b")), record.path("state").asText(), reasons);
    }

    private static Optional<String> id(JsonNode id) {
        return id.isTextual() ? Optional.of(id.asText()) : Optional.empty();
    }

    /** The text of a value that is told with its type. */
    private static String scalar(JsonNode value) {
        if (value.isValueNode()) {
            return App.text(value);
        }
        return value.properties().stream()
                .filter(member -> !member.getKey().equals("type") && member.getValue().isValueNode())
                .findFirst()
                .map(member -> App.text(member.getValue()))
                .orElse("");
    }

    private static <T> T patiently(Supplier<T> asked) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return asked.get();
            } catch (LauncherException failed) {
                if (System.nanoTime() - deadline > 0) {
                    throw failed;
                }
                Await.pause(250);
            }
        }
    }
}
