package io.bothways.simulator.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A running fake Pipedrive with a client that has its API token; its time stands still unless advanced. */
final class PipedriveFixture implements AutoCloseable {
    static final String PERSONS = "/api/v2/persons";
    static final String ORGANIZATIONS = "/api/v2/organizations";
    static final String DEALS = "/api/v2/deals";
    static final Clock FROZEN = Clock.fixed(Instant.parse("2026-02-11T04:00:00Z"), ZoneOffset.UTC);
    final Simulator simulator;
    final VendorClient client;

    PipedriveFixture(SimulatorOptions options) {
        simulator = Simulator.start(new PipedriveApp(), options.withClock(FROZEN));
        client = VendorClient.of(simulator).withHeader("x-api-token", startLine("access_token"));
    }

    String startLine(String name) {
        return VendorClient.startLine(simulator).path(name).asText();
    }

    int create(String path, String body) {
        VendorClient.Answer answer = client.post(path, body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.body().at("/data/id").asInt();
    }

    JsonNode data(String path) {
        return client.get(path).body().path("data");
    }

    /** The key of a field by its label. */
    String key(String fields, String label) {
        for (JsonNode field : data("/api/v2/" + fields + "?limit=500")) {
            if (field.path("field_name").asText().equals(label)) {
                return field.path("field_code").asText();
            }
        }
        throw new AssertionError("No field " + label);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
