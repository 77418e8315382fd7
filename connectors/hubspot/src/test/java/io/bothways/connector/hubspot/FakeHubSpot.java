package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.calls.Credentials;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.AccountSettings;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A simulated HubSpot and an account at it, opened as a service opens one. */
final class FakeHubSpot implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The connector's own budget is not what these tests are about. */
    private static final AccountSettings WITHOUT_BUDGET = new AccountSettings(
            Optional.empty(), Optional.empty(), Map.of("rolling", 1_000_000L, "search", 1_000_000L));

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;
    private final JsonNode line;
    private final Apps apps;
    private final CredentialVault vault;

    FakeHubSpot(SimulatorOptions options, Apps apps, CredentialVault vault) throws IOException {
        this.simulator = Simulator.start(new HubSpotApp(), options);
        this.line = JSON.readTree(simulator.startLine());
        this.apps = apps;
        this.vault = vault;
    }

    Simulator simulator() {
        return simulator;
    }

    /** A member of the line that the simulator says how to reach it by. */
    String told(String member) {
        return line.path(member).asText();
    }

    App open() {
        return open(Map.of("access_token", told("access_token")));
    }

    App open(Map<String, String> credentials) {
        TenantId tenant = new TenantId("tests");
        AccountId id = new AccountId(UUID.randomUUID().toString());
        Account account = new Account(
                tenant,
                id,
                "hubspot",
                "test",
                URI.create(simulator.baseUrl()),
                Account.State.CONNECTED,
                id.value(),
                "key",
                WITHOUT_BUDGET,
                new Credentials(credentials).locked(tenant, id, vault),
                new byte[0],
                1);
        return apps.open(account).orElseThrow();
    }

    /** Both clocks move on. */
    void pass(Duration time) throws IOException, InterruptedException {
        TurnedClock.turn(time);
        control("POST", "clock/advance", Map.of("ms", time.toMillis()));
    }

    long calls(String operation) throws IOException, InterruptedException {
        return control("GET", "calls", Map.of()).path("operations").path(operation).asLong();
    }

    long calls() throws IOException, InterruptedException {
        return control("GET", "calls", Map.of()).path("total").asLong();
    }

    void countAnew() throws IOException, InterruptedException {
        control("POST", "calls/reset", Map.of());
    }

    JsonNode record(String type, String id) throws IOException, InterruptedException {
        return control("GET", "records/" + type + "/" + id, Map.of());
    }

    JsonNode control(String method, String path, Object body) throws IOException, InterruptedException {
        return exchange(method, "/_simulator/" + path, body);
    }

    /** A call of the vendor's API that the connector has no use for. */
    JsonNode vendor(String path, Object body) throws IOException, InterruptedException {
        return exchange("POST", path, body);
    }

    private JsonNode exchange(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + told("access_token"))
                .method(
                        method,
                        method.equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
