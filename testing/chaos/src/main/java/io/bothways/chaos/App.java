package io.bothways.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.chaos.judge.Change;
import io.bothways.chaos.people.People;
import io.bothways.contracts.Side;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.SimulatedApp;
import io.bothways.launcher.client.SimulatorControl;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A simulated app in this process, which does not break with the stack: it is the witness. */
final class App implements AutoCloseable, People.Desk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Side side;
    private final Simulator simulator;
    private final SimulatedApp introduction;
    private final SimulatorControl control;
    private final List<Change> changes = new ArrayList<>();
    private long seen;

    private App(Side side, Simulator simulator) {
        this.side = side;
        this.simulator = simulator;
        this.control = new SimulatorControl(java.net.URI.create(simulator.baseUrl()));
        try {
            this.introduction = JSON.readValue(simulator.startLine(), SimulatedApp.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static App start(Side side, String name, List<String> options) {
        var app = ServiceLoader.load(io.bothways.simulator.kit.SimulatedApp.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
        return new App(side, Simulator.start(app, SimulatorOptions.parse(options)));
    }

    SimulatedApp introduction() {
        return introduction;
    }

    SimulatorControl control() {
        return control;
    }

    /** What the app was asked, as it counts itself. */
    JsonNode calls() {
        return control.get("/_simulator/calls");
    }

    @Override
    public Map<String, JsonNode> records(String type) {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        control.get("/_simulator/records/" + type + "?deleted=false").path("records")
                .forEach(record -> records.put(record.path("id").asText(), record.path("fields")));
        return records;
    }

    @Override
    public void edit(String type, String id, Map<String, Object> fields, Optional<String> company) {
        Map<String, Object> body = new HashMap<>(Map.of("fields", fields));
        company.ifPresent(employer -> body.put("associations", Map.of("company", employer)));
        control.send("PATCH", "/_simulator/records/" + type + "/" + id, body);
    }

    @Override
    public String create(String type, Map<String, String> fields, Optional<String> company) {
        Map<String, Object> body = new HashMap<>(Map.of("fields", fields));
        company.ifPresent(employer -> body.put("associations", Map.of("company", employer)));
        return control.send("POST", "/_simulator/records/" + type, body).path("id").asText();
    }

    @Override
    public void delete(String type, String id) {
        control.send("DELETE", "/_simulator/records/" + type + "/" + id, Map.of());
    }

    /** Takes over what has happened since the last time; the app forgets the oldest after some thousand changes. */
    synchronized void collect() {
        JsonNode history = control.get("/_simulator/history?since=" + seen);
        if (history.path("missed").asBoolean()) {
            throw new LauncherException("The history of " + introduction.app() + " was not collected in time");
        }
        history.path("changes").forEach(this::add);
        seen = history.path("last").asLong();
    }

    synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    private void add(JsonNode change) {
        JsonNode fields = change.path("fields");
        if (fields.isEmpty()) {
            changes.add(change(change, "", "", ""));
        }
        fields.properties().forEach(field -> changes.add(change(change, field.getKey(),
                text(field.getValue().path("before")), text(field.getValue().path("after")))));
    }

    private Change change(JsonNode change, String field, String before, String after) {
        return new Change(change.path("sequence").asLong(), side, change.path("kind").asText(),
                change.path("type").asText(), change.path("id").asText(), field,
                change.path("by").asText().equals("person"), change.path("at").asLong(), before, after);
    }

    static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
