package io.bothways.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A running simulator and a plain HTTP client of it. */
final class DataverseClient implements AutoCloseable {
    static final String API = "/api/data/v9.2/";
    static final String NOBODY = "00000000-0000-0000-0000-000000000001";

    /** An answer; a body that is not JSON is a missing node. */
    record Answer(int status, HttpResponse<String> response, JsonNode body) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        String code() {
            return body.path("error").path("code").asText();
        }

        String message() {
            return body.path("error").path("message").asText();
        }
    }

    private final Simulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();
    final JsonNode startLine;
    private String token;

    DataverseClient(SimulatorOptions options) {
        this(new DataverseApp(), options);
    }

    DataverseClient(DataverseApp app, SimulatorOptions options) {
        simulator = Simulator.start(app, options);
        startLine = read(simulator.startLine());
        token = startLine.path("access_token").asText();
    }

    String baseUrl() {
        return simulator.baseUrl();
    }

    HttpClient http() {
        return http;
    }

    void token(String replacement) {
        token = replacement;
    }

    /** GETs what follows the service's address, or an absolute one. */
    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, Object body, String... headers) {
        return send("POST", path, body.toString(), headers);
    }

    Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, body.toString(), headers);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body.toString());
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    Answer batch(String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "multipart/mixed; boundary=\"batch_1\""));
        return send("POST", "$batch", body, all.toArray(String[]::new));
    }

    Answer form(String path, Map<String, String> fields) {
        return send("POST", simulator.baseUrl() + path, fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue())).collect(Collectors.joining("&")),
                "Content-Type", "application/x-www-form-urlencoded");
    }

    JsonNode control(String method, String path, String body) {
        return send(method, simulator.baseUrl() + "/_simulator/" + path, body).body();
    }

    void advance(long millis) {
        control("POST", "clock/advance", "{\"ms\":" + millis + "}");
    }

    /** Creates a row and gives its id. */
    String created(String set, String... fields) {
        Answer answer = post(set, row(fields));
        if (answer.status() != 204) {
            throw new AssertionError(answer.text());
        }
        String id = answer.header("OData-EntityId");
        return id.substring(id.indexOf('(') + 1, id.indexOf(')'));
    }

    static ObjectNode row(String... namesAndValues) {
        ObjectNode row = Json.object();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            row.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return row;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(path.startsWith("http") ? path : simulator.baseUrl() + API + path))
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response, read(response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode read(String text) {
        try {
            return text.startsWith("{") ? Json.MAPPER.readTree(text) : Json.MAPPER.missingNode();
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }
}
