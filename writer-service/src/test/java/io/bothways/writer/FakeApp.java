package io.bothways.writer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A simulator and its control API, as a person at the app's own page would use it. */
final class FakeApp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than a test: what was changed in it, a search does not show. */
    private static final Duration INDEX_LAG = Duration.ofHours(1);

    private final Simulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();

    FakeApp(SimulatedApp app, int contacts) {
        simulator = Simulator.start(app,
                SimulatorOptions.defaults().withContacts(contacts).withSearchLag(INDEX_LAG.toMillis()));
    }

    String baseUrl() {
        return simulator.baseUrl();
    }

    JsonNode startLine() {
        return parsed(simulator.startLine());
    }

    JsonNode records(String type) {
        return call("GET", "records/" + type + "?deleted=false", "").path("records");
    }

    /** How many living records a person would find under these words. */
    int find(String type, String words) {
        return call("GET", "records/" + type + "?deleted=false&q="
                + URLEncoder.encode(words, StandardCharsets.UTF_8), "").path("records").size();
    }

    JsonNode record(String type, String id) {
        return call("GET", "records/" + type + "/" + id, "");
    }

    String field(String type, String id, String field) {
        return record(type, id).path("fields").path(field).asText("");
    }

    /** A person makes a record. Returns its id. */
    String make(String type, Map<String, String> fields) {
        return call("POST", "records/" + type, json(Map.of("fields", fields))).path("id").asText();
    }

    void edit(String type, String id, String field, String value) {
        call("PATCH", "records/" + type + "/" + id, json(Map.of("fields", Map.of(field, value))));
    }

    void delete(String type, String id) {
        call("DELETE", "records/" + type + "/" + id, "");
    }

    JsonNode calls() {
        return call("GET", "calls", "");
    }

    int calls(String operation) {
        return calls().path("operations").path(operation).asInt(0);
    }

    void resetCalls() {
        call("POST", "calls/reset", "{}");
    }

    void latency(long millis) {
        call("PUT", "latency", json(Map.of("ms", millis)));
    }

    void fault(String operation, int times, String kind, int status, Map<String, String> headers) {
        call("PUT", "faults", json(Map.of("faults", java.util.List.of(Map.of(
                "operation", operation, "times", times, "kind", kind, "status", status, "headers", headers)))));
    }

    void noFaults() {
        call("PUT", "faults", "{\"faults\":[]}");
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }

    private JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/_simulator/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return parsed(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
