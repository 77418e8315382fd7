package io.bothways.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String ANN = "{'properties':{'email':'ann@example.com'}}";
    private final Simulator simulator = Simulator.start(new HubSpotApp(), SimulatorOptions.defaults());
    private final VendorClient client = VendorClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aStatusComesWithItsHeadersAndBodyAndWithoutEffect() {
        plan("{'operation':'contacts.create','kind':'status','status':429,'headers':{'Retry-After':'3'},"
                + "'body':{'policyName':'DAILY'}}");

        VendorClient.Answer answer = client.post(CONTACTS, ANN);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(answer.body().path("policyName").asText()).isEqualTo("DAILY");
        assertThat(contacts()).isZero();
        assertThat(client.get("/_simulator/calls").body().path("throttled").asInt()).isEqualTo(1);
        assertThat(client.post(CONTACTS, ANN).status()).isEqualTo(201);
    }

    @Test
    void faultsAreAddedToThoseThatAreThereAndCountedWhenTheyHit() {
        plan("{'operation':'contacts.create','kind':'status','status':429}");
        client.post("/_simulator/faults",
                "{'faults':[{'operation':'contacts.create','kind':'status_after','status':500,'times':2}]}");

        client.post(CONTACTS, ANN);
        client.post(CONTACTS, ANN);

        JsonNode faults = client.get("/_simulator/calls").body().path("faults");
        assertThat(faults.path("status_429").asInt()).isEqualTo(1);
        assertThat(faults.path("status_after_500").asInt()).isEqualTo(1);
        assertThat(client.get("/_simulator/faults").body().path("faults")).hasSize(1);
    }

    @Test
    void aStatusAfterHidesAnEffect() {
        plan("{'operation':'contacts.create','kind':'status_after','status':502}");

        assertThat(client.post(CONTACTS, ANN).status()).isEqualTo(502);
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void aResetBeforeHasNoEffectAndOneAfterHas() {
        plan("{'operation':'contacts.batch_create','kind':'reset_before'},"
                + "{'operation':'contacts.batch_create','kind':'reset_after'}");
        String batch = "{'inputs':[" + ANN + "]}";

        assertThatThrownBy(() -> client.post(CONTACTS + "/batch/create", batch)).hasCauseInstanceOf(IOException.class);
        assertThat(contacts()).isZero();
        assertThatThrownBy(() -> client.post(CONTACTS + "/batch/create", batch)).hasCauseInstanceOf(IOException.class);
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void aTimeoutBeforeHasNoEffectAndOneAfterHas() {
        plan("{'operation':'*','kind':'timeout_before'},{'operation':'*','kind':'timeout_after'}");
        Duration patience = Duration.ofMillis(150);

        assertThatThrownBy(() -> client.sendAsync("POST", CONTACTS, ANN, patience).join())
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(contacts()).isZero();
        assertThatThrownBy(() -> client.sendAsync("POST", CONTACTS, ANN, patience).join())
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void faultsHitTheirOperationOnlyAndAsOftenAsSaid() {
        plan("{'operation':'contacts.list','times':2,'status':503}");

        assertThat(client.get("/crm/v3/objects/companies").status()).isEqualTo(200);
        assertThat(client.get(CONTACTS).status()).isEqualTo(503);
        assertThat(client.get(CONTACTS).status()).isEqualTo(503);
        assertThat(client.get(CONTACTS).status()).isEqualTo(200);
        assertThat(client.get("/_simulator/faults").body().path("faults")).isEmpty();
    }

    @Test
    void aFaultThatMakesNoSenseIsRefusedAndThePlanStays() {
        plan("{'operation':'contacts.list','status':503}");

        assertThat(client.put("/_simulator/faults", "{'faults':[{'kind':'meteor'}]}").status()).isEqualTo(400);
        assertThat(client.put("/_simulator/faults", "{'faults':[{'status':99}]}").status()).isEqualTo(400);
        assertThat(client.get("/_simulator/faults").body().path("faults")).hasSize(1);
    }

    private void plan(String faults) {
        assertThat(client.put("/_simulator/faults", "{'faults':[" + faults + "]}").status()).isEqualTo(200);
    }

    private int contacts() {
        return client.get("/_simulator/records/contacts").body().path("records").size();
    }
}
