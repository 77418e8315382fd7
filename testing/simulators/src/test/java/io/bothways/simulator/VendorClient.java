package io.bothways.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A plain HTTP client of a simulator, with its access token. Single quotes in bodies stand for double ones. */
public final class VendorClient {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;
    private final String header;
    private final String credential;

    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private VendorClient(String baseUrl, String header, String credential) {
        this.baseUrl = baseUrl;
        this.header = header;
        this.credential = credential;
    }

    public static VendorClient of(Simulator simulator) {
        return new VendorClient(simulator.baseUrl(), "Authorization",
                "Bearer " + startLine(simulator).path("access_token").asText());
    }

    /** A client of the app that printed this line. */
    public static VendorClient of(JsonNode startLine) {
        return new VendorClient(startLine.path("base_url").asText(), "Authorization",
                "Bearer " + startLine.path("access_token").asText());
    }

    public static JsonNode startLine(Simulator simulator) {
        return json(simulator.startLine());
    }

    public VendorClient withToken(String other) {
        return new VendorClient(baseUrl, "Authorization", "Bearer " + other);
    }

    /** The same client with another header for its credentials. */
    public VendorClient withHeader(String name, String value) {
        return new VendorClient(baseUrl, name, value);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer form(String path, String form) {
        return answer(http.sendAsync(request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString()).join());
    }

    public Answer send(String method, String path, String body) {
        return sendAsync(method, path, body, Duration.ofSeconds(10)).join();
    }

    public CompletableFuture<Answer> sendAsync(String method, String path, String body, Duration timeout) {
        HttpRequest request = request(path).timeout(timeout).header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(VendorClient::answer);
    }

    /** Moves the simulator's time. */
    public void advance(Duration step) {
        post("/_simulator/clock/advance", "{'ms':" + step.toMillis() + "}");
    }

    public static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header(header, credential);
    }

    private static Answer answer(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), json ? json(response.body()) : Json.object(), response.headers());
    }
}
