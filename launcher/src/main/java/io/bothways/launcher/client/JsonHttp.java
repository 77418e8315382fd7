package io.bothways.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** JSON over HTTP to one address; an answer that is no success becomes one sentence. */
final class JsonHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final URI base;
    private final Map<String, String> headers;

    JsonHttp(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty());
    }

    JsonNode send(String method, String path, Object body) {
        try {
            return send(method, path, Optional.of(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private JsonNode send(String method, String path, Optional<String> body) {
        URI address = base.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE)
                .header("Accept", "application/json")
                .method(method, body.map(HttpRequest.BodyPublishers::ofString)
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LauncherException(method + " " + address + " was answered with " + answer.statusCode()
                        + ": " + problem(answer.body()));
            }
            return answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new LauncherException(method + " " + address + " failed: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException(method + " " + address + " was interrupted", interrupted);
        }
    }

    /** The detail or title of a problem document with its lines, or what else was answered. */
    private static String problem(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            for (String member : new String[] {"detail", "title", "message"}) {
                if (problem.hasNonNull(member)) {
                    StringBuilder text = new StringBuilder(problem.get(member).asText());
                    problem.path("errors").forEach(error -> text.append(' ').append(error.path("field").asText())
                            .append(": ").append(error.path("message").asText()).append('.'));
                    return text.toString();
                }
            }
        } catch (JsonProcessingException noJson) {
            // Shown as it is.
        }
        return body.length() > 200 ? body.substring(0, 200) : body;
    }
}
