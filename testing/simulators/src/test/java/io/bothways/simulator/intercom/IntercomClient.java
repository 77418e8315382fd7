package io.bothways.simulator.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client that asks for an API version. Single quotes in bodies stand for double ones. */
final class IntercomClient {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Simulator simulator;
    private final String version;
    private final String token;

    private IntercomClient(Simulator simulator, String version, String token) {
        this.simulator = simulator;
        this.version = version;
        this.token = token;
    }

    static IntercomClient of(Simulator simulator) {
        return new IntercomClient(simulator, "2.14", startLine(simulator, "access_token"));
    }

    static String startLine(Simulator simulator, String name) {
        return VendorClient.startLine(simulator).path(name).asText();
    }

    IntercomClient version(String other) {
        return new IntercomClient(simulator, other, token);
    }

    IntercomClient token(String other) {
        return new IntercomClient(simulator, version, other);
    }

    VendorClient.Answer get(String path) {
        return send("GET", path, "");
    }

    VendorClient.Answer post(String path, String body) {
        return send("POST", path, body);
    }

    VendorClient.Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    VendorClient.Answer delete(String path) {
        return send("DELETE", path, "");
    }

    VendorClient.Answer send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Authorization", "Bearer " + token).header("Intercom-Version", version)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode content = response.body().isEmpty() ? Json.object() : VendorClient.json(response.body());
            return new VendorClient.Answer(response.statusCode(), content, response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a contact and gives its id. */
    String contact(String body) {
        VendorClient.Answer created = post("/contacts", body);
        if (created.status() != 200) {
            throw new AssertionError(created.body().toString());
        }
        return created.body().path("id").asText();
    }

    /** Creates a company and gives Intercom's id of it. */
    String company(String companyId) {
        return post("/companies", "{'company_id':'" + companyId + "','name':'" + companyId + "'}").body().path("id")
                .asText();
    }

    static String code(VendorClient.Answer answer) {
        return answer.body().path("errors").path(0).path("code").asText();
    }

    static String message(VendorClient.Answer answer) {
        return answer.body().path("errors").path(0).path("message").asText();
    }
}
