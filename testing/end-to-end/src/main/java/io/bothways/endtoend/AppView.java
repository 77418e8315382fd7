package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.client.SimulatorControl;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One simulated app as a person sees and edits it. */
public final class AppView {
    private final SimulatorControl control;

    public AppView(URI base) {
        control = new SimulatorControl(base);
    }

    /** Living records of a type: id to fields. */
    public Map<String, JsonNode> records(String type) {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        control.get("/_simulator/records/" + type).path("records").forEach(record -> {
            if (!record.path("deleted").asBoolean()) {
                records.put(record.path("id").asText(), record.path("fields"));
            }
        });
        return records;
    }

    /** One field of one living record; empty where it is blank or the record is gone. */
    public String field(String type, String id, String field) {
        for (JsonNode record : control.get("/_simulator/records/" + type + "?id=" + id).path("records")) {
            if (!record.path("deleted").asBoolean()) {
                JsonNode value = record.path("fields").path(field);
                return value.isNull() || value.isMissingNode() ? "" : value.asText();
            }
        }
        return "";
    }

    /** Ids of the living records whose field canonically equals the value. */
    public List<String> find(String type, String field, String value) {
        return records(type).entrySet().stream()
                .filter(record -> Canonical.of(record.getValue().path(field)).equals(value.toLowerCase(java.util.Locale.ROOT)))
                .map(Map.Entry::getKey)
                .toList();
    }

    public void edit(String type, String id, String field, @Nullable String value) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, value);
        control.send("PATCH", "/_simulator/records/" + type + "/" + id, Map.of("fields", fields));
    }

    public String create(String type, Map<String, String> fields, Optional<String> company) {
        Map<String, Object> body = new HashMap<>(Map.of("fields", fields));
        company.ifPresent(id -> body.put("associations", Map.of("company", id)));
        return control.send("POST", "/_simulator/records/" + type, body).path("id").asText();
    }

    public void webhooks(String url, boolean enabled) {
        control.send("PUT", "/_simulator/webhooks", Map.of("url", url, "enabled", enabled));
    }

    public void deliver(String type, String id, int times) {
        control.send(
                "POST",
                "/_simulator/webhooks/deliver",
                Map.of("type", type, "id", id, "times", times, "concurrent", true));
    }

    public void faults(List<Map<String, Object>> faults) {
        control.send("PUT", "/_simulator/faults", Map.of("faults", faults));
    }

    public void delete(String type, String id) {
        control.send("DELETE", "/_simulator/records/" + type + "/" + id, Map.of());
    }

    /** Ids of living records to the id of the company where they work; empty for nowhere. */
    public Map<String, String> employers(String type) {
        Map<String, String> employers = new LinkedHashMap<>();
        control.get("/_simulator/records/" + type + "?deleted=false").path("records").forEach(record -> employers.put(
                record.path("id").asText(), record.path("associations").path("company").asText("")));
        return employers;
    }

    /** What the app says of itself: its types and their fields. */
    public JsonNode description() {
        return control.get("/_simulator/app");
    }

    /** Something that only this app lets people do. */
    public JsonNode act(String path, Map<String, Object> body) {
        return control.send("POST", "/_simulator/" + path, body);
    }

    /** Calls since the last reset. */
    public Calls calls() {
        JsonNode calls = control.get("/_simulator/calls");
        Map<String, Long> operations = new LinkedHashMap<>();
        calls.path("operations").properties().forEach(entry -> operations.put(
                entry.getKey(), entry.getValue().asLong()));
        return new Calls(
                calls.path("total").asLong(),
                calls.path("writes").asLong(),
                calls.path("records_written").asLong(),
                operations);
    }

    public void resetCalls() {
        control.send("POST", "/_simulator/calls/reset", Map.of());
    }

    /**
     * What an app was asked.
     *
     * @param writes calls that write
     * @param recordsWritten records in all of them together
     * @param operations by the app's own names
     */
    public record Calls(long total, long writes, long recordsWritten, Map<String, Long> operations) {
        /** Calls whose operation's name contains one of these words. */
        public long of(String... words) {
            return operations.entrySet().stream()
                    .filter(entry -> List.of(words).stream().anyMatch(entry.getKey()::contains))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }
}
