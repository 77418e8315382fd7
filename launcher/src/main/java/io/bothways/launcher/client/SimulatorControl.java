package io.bothways.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The control API of a simulated app: what a person would do or see there, and what a test arranges. */
public final class SimulatorControl {
    private final JsonHttp http;

    public SimulatorControl(URI base) {
        this.http = new JsonHttp(base, Map.of());
    }

    /** Any resource of the control API. */
    public JsonNode get(String path) {
        return http.get(path);
    }

    public JsonNode send(String method, String path, Object body) {
        return http.send(method, path, body);
    }

    /** Sends all webhooks of the app there. */
    public void subscribe(String url) {
        http.send("PUT", "/_simulator/webhooks", Map.of("url", url, "enabled", true));
    }

    /** Lets simulated people edit, or leaves everything to real ones. */
    public void people(boolean running, int editsPerMinute, List<String> leaveAlone) {
        http.send("PUT", "/_simulator/people", Map.of("running", running, "edits_per_minute", editsPerMinute,
                "leave_alone", leaveAlone));
    }

    /** Records of a type that a person would find under these words. */
    public JsonNode find(String type, String words, int limit) {
        return http.get("/_simulator/records/" + type + "?limit=" + limit
                + (words.isEmpty() ? "" : "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))).path("records");
    }
}
