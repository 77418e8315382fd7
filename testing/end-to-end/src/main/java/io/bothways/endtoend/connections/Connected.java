package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.launcher.client.StatusApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The apps of a scene as accounts and connections of a stack, and the hands of the tenant's admin. */
final class Connected {
    static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long PAUSE_MS = 150;
    private static final long QUIET_MS = 2_000;

    private final StatusApi api;
    private final List<Member> members;
    private final List<String> connections = new ArrayList<>();
    private Duration interval = Duration.ZERO;

    Connected(StatusApi api, List<Member> members) {
        this.api = api;
        this.members = members;
    }

    /** Connects all apps, to be polled so often. */
    void accounts(Duration pollInterval) {
        accounts(pollInterval, Map.of());
    }

    /** The same with further settings as in the API's account request. */
    void accounts(Duration pollInterval, Map<String, Object> more) {
        interval = pollInterval;
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("poll_interval", pollInterval.toString());
        for (Member member : members) {
            String id = api.post("/api/v1/accounts", member.accountRequest(settings)).path("id").asText();
            member.connected(id, "");
        }
        for (Member member : members) {
            JsonNode account = api.awaitConnected(member.account(), PATIENCE);
            member.connected(member.account(), account.path("webhook_url").asText());
        }
    }

    /** Connects each app with the next one; the initial syncs begin. */
    void connect() {
        for (int i = 0; i + 1 < members.size(); i++) {
            connections.add(api.post("/api/v1/connections", Map.of(
                            "name", members.get(i).vendor().app() + " and " + members.get(i + 1).vendor().app(),
                            "a", members.get(i).account(),
                            "b", members.get(i + 1).account(),
                            "objects", List.of("contact", "company")))
                    .path("id")
                    .asText());
        }
    }

    Duration interval() {
        return interval;
    }

    void pollEvery(Duration next) {
        interval = next;
        members.forEach(member -> api.patch(
                "/api/v1/accounts/" + member.account(),
                Map.of("settings", Map.of("poll_interval", next.toString()))));
    }

    void webhooks(boolean enabled) {
        members.forEach(member -> member.webhooks(enabled));
    }

    /** The records of a connection that are in a state. */
    JsonNode records(int connection, String state) {
        return api.get("/api/v1/connections/" + connections.get(connection) + "/records?limit=1000&state=" + state);
    }

    JsonNode configuration(int connection) {
        return api.get("/api/v1/connections/" + connections.get(connection) + "/configuration");
    }

    /** The configuration with one object more, as the two types suggest it. */
    ObjectNode suggestion(int connection, String object, String typeA, String typeB) {
        return (ObjectNode) api.get("/api/v1/connections/" + connections.get(connection)
                + "/configuration/suggestion?object=" + object + "&type_a=" + typeA + "&type_b=" + typeB);
    }

    /** An app's type with its fields. */
    JsonNode described(int member, String type) {
        return api.get("/api/v1/accounts/" + members.get(member).account() + "/objects?type=" + type).path(0);
    }

    void configure(int connection, JsonNode configuration) {
        api.put("/api/v1/connections/" + connections.get(connection) + "/configuration", configuration);
    }

    int connections() {
        return connections.size();
    }

    /** Waits until every object of every app is polled so many times more; returns the polls by account and type. */
    Map<String, Map<String, Long>> awaitPolls(int cycles) {
        Map<String, Map<String, Long>> polls = new TreeMap<>();
        Map<String, Instant> first = polls();
        Map<String, Instant> last = first;
        Map<String, Integer> seen = new TreeMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (first.isEmpty() || seen.size() < first.size() || seen.values().stream().anyMatch(n -> n < cycles)) {
            Map<String, Instant> now = polls();
            for (Map.Entry<String, Instant> poll : now.entrySet()) {
                if (last.containsKey(poll.getKey()) && poll.getValue().isAfter(last.get(poll.getKey()))) {
                    seen.merge(poll.getKey(), 1, Integer::sum);
                    int slash = poll.getKey().indexOf('/');
                    polls.computeIfAbsent(poll.getKey().substring(0, slash), account -> new TreeMap<>())
                            .merge(poll.getKey().substring(slash + 1), 1L, Long::sum);
                }
            }
            if (first.isEmpty()) {
                first = now;
            }
            last = now;
            if (System.nanoTime() > deadline) {
                throw new CheckFailure("not every object was polled: " + seen + " of " + first);
            }
            Await.pause(PAUSE_MS);
        }
        return polls;
    }

    /** Waits until no app is written to for so many poll cycles. */
    void awaitRest(int cycles) {
        Await.noProblem(PATIENCE, PAUSE_MS, () -> {
            long before = writes();
            awaitPolls(cycles);
            long after = writes();
            return before == after
                    ? Optional.empty()
                    : Optional.of((after - before) + " writes in " + cycles + " poll cycles");
        });
    }

    /** Waits until no app was written to for a moment: enough where nothing is polled. */
    void awaitQuiet() {
        Await.noProblem(PATIENCE, PAUSE_MS, () -> {
            long before = writes();
            Await.pause(QUIET_MS);
            return before == writes() ? Optional.empty() : Optional.of("the apps are still written to");
        });
    }

    long writes() {
        return members.stream().mapToLong(member -> member.view().calls().writes()).sum();
    }

    void resetCalls() {
        members.forEach(member -> member.view().resetCalls());
    }

    /** Types that are kept in step in every app. */
    int types() {
        return Kind.values().length;
    }

    /** What the engine itself says of the scene: for the detail of a step that failed. */
    String condition() {
        StringBuilder said = new StringBuilder();
        for (Member member : members) {
            JsonNode account = api.get("/api/v1/accounts/" + member.account());
            said.append(member.vendor().app()).append(' ').append(account.path("state").asText())
                    .append(account.path("failure").asText("").isEmpty() ? "" : " " + account.path("failure").asText())
                    .append("; ");
        }
        for (String connection : connections) {
            said.append(api.get("/api/v1/connections/" + connection).path("counts"));
        }
        return said.toString();
    }

    private Map<String, Instant> polls() {
        Map<String, Instant> polls = new TreeMap<>();
        for (JsonNode poll : api.get("/api/v1/polls")) {
            if (members.stream().anyMatch(member -> member.account().equals(poll.path("account").asText()))) {
                polls.put(poll.path("account").asText() + "/" + poll.path("type").asText(),
                        Instant.parse(poll.path("polled_at").asText()));
            }
        }
        return polls;
    }
}
