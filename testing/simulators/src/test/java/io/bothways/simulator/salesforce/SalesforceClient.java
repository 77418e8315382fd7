package io.bothways.simulator.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Map;
import java.util.stream.Collectors;

/** A running simulator and a plain HTTP client of it. */
final class SalesforceClient implements AutoCloseable {
    static final String DATA = "/services/data/v67.0";

    /** An answer; an empty body is a missing node. */
    record Answer(int status, HttpResponse<String> response, JsonNode body) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The code of the first error. */
        String errorCode() {
            return body.path(0).path("errorCode").asText();
        }
    }

    private final Simulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();
    final JsonNode startLine;
    private String token;

    SalesforceClient(SimulatorOptions options) {
        this(new SalesforceApp(), options);
    }

    SalesforceClient(SalesforceApp app, SimulatorOptions options) {
        simulator = Simulator.start(app, options);
        startLine = read(simulator.startLine());
        token = startLine.path("access_token").asText();
    }

    Simulator simulator() {
        return simulator;
    }

    void token(String replacement) {
        token = replacement;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer query(String soql, String... headers) {
        return get(DATA + "/query?q=" + encoded(soql), headers);
    }

    Answer post(String path, Object body, String... headers) {
        return send("POST", path, body.toString(), headers);
    }

    Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, body.toString(), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Calls the control API. */
    JsonNode control(String method, String path, String body) {
        return send(method, "/_simulator/" + path, body).body();
    }

    String created(String type, ObjectNode fields) {
        Answer answer = post(DATA + "/sobjects/" + type, fields);
        if (answer.status() != 201) {
            throw new AssertionError(answer.body().toString());
        }
        return answer.body().path("id").asText();
    }

    static ObjectNode fields(String... namesAndValues) {
        ObjectNode fields = Json.object();
        for (int position = 0; position < namesAndValues.length; position += 2) {
            fields.put(namesAndValues[position], namesAndValues[position + 1]);
        }
        return fields;
    }

    /** A collection of contacts. */
    static ObjectNode collection(boolean allOrNone, ObjectNode... records) {
        ObjectNode collection = Json.object().put("allOrNone", allOrNone);
        ArrayNode list = collection.putArray("records");
        for (ObjectNode each : records) {
            if (!each.has("attributes")) {
                each.putObject("attributes").put("type", "Contact");
            }
            list.add(each);
        }
        return collection;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int position = 0; position < headers.length; position += 2) {
            request.setHeader(headers[position], headers[position + 1]);
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
            return Json.MAPPER.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void close() {
        simulator.close();
        http.close();
    }
}
