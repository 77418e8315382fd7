package io.bothways.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlApiTest {
    private static final String PEOPLE = "/_simulator/records/contacts";

    @Test
    void aPersonCreatesEditsClearsAndDeletesUnderTheRulesOfTheApp() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withCompanies(1))) {
            VendorClient client = VendorClient.of(simulator);
            String company = client.get("/_simulator/records/companies").body().path("records").path(0).path("id")
                    .asText();

            VendorClient.Answer created = client.post(PEOPLE, "{'fields':{'email':' Ann@Example.COM ','city':'Rome'},"
                    + "'associations':{'company':'" + company + "'}}");
            String id = created.body().path("id").asText();
            JsonNode edited = client.patch(PEOPLE + "/" + id, "{'fields':{'city':null,'phone':'1'}}").body();

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.body().at("/fields/email").asText()).isEqualTo("ann@example.com");
            assertThat(created.body().at("/associations/company").asText()).isEqualTo(company);
            assertThat(edited.path("fields").has("city")).isFalse();
            assertThat(edited.path("modified_by").asText()).isEqualTo("person");
            assertThat(client.post(PEOPLE, "{'fields':{'email':'ANN@example.com'}}").status()).isEqualTo(422);
            assertThat(client.patch(PEOPLE + "/" + id, "{'fields':{'health_score':'much'}}").status()).isEqualTo(422);
            assertThat(client.delete(PEOPLE + "/" + id).body().path("deleted").asBoolean()).isTrue();
            assertThat(client.patch(PEOPLE + "/" + id, "{'fields':{'city':'Rome'}}").status()).isEqualTo(410);
        }
    }

    @Test
    void theControlApiIsNeitherCountedNorHitByFaultsOrLatency() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(3))) {
            VendorClient client = VendorClient.of(simulator);
            client.put("/_simulator/latency", "{'ms':60000}");
            client.put("/_simulator/faults", "{'faults':[{'operation':'*','status':500}]}");

            assertThat(client.get(PEOPLE).status()).isEqualTo(200);
            assertThat(client.get("/_simulator/calls").body().path("total").asInt()).isZero();
            assertThat(client.get("/_simulator/nowhere").status()).isEqualTo(404);
        }
    }

    @Test
    void aTrialIsAFreshAppWithTheSameSecretsAndAClockOfItsOwn() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(3))) {
            VendorClient client = VendorClient.of(simulator);

            JsonNode line = client.post("/_simulator/trials", "{'contacts':2,'clock':'2026-01-31T12:00:00Z'}").body();
            VendorClient trial = VendorClient.of(line);

            assertThat(trial.get(PEOPLE).body().path("total").asInt()).isEqualTo(2);
            assertThat(client.get(PEOPLE).body().path("total").asInt()).isEqualTo(3);
            assertThat(trial.get("/crm/v3/objects/contacts").status()).isEqualTo(200);
            assertThat(trial.post(PEOPLE + "/touch", "{}").body().path("touched").asInt()).isEqualTo(2);
            assertThat(trial.get(PEOPLE).body().at("/records/0/modified_at").asText())
                    .isEqualTo("2026-01-31T12:00:00Z");
            String port = line.path("base_url").asText().replaceAll(".*:", "");
            assertThat(client.delete("/_simulator/trials/" + port).status()).isEqualTo(200);
            assertThat(client.delete("/_simulator/trials/" + port).status()).isEqualTo(404);
            assertThat(client.post("/_simulator/trials", "{'contacts':-1}").status()).isEqualTo(400);
        }
    }

    @Test
    void callsAreCountedByOperation() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(3))) {
            VendorClient client = VendorClient.of(simulator);
            client.get("/crm/v3/objects/contacts");
            client.post("/crm/v3/objects/contacts/batch/create",
                    "{'inputs':[{'properties':{'city':'Rome'}},{'properties':{'city':'Oslo'}}]}");
            client.get("/nowhere");

            JsonNode calls = client.get("/_simulator/calls").body();

            assertThat(calls.path("total").asInt()).isEqualTo(3);
            assertThat(calls.at("/operations/contacts.list").asInt()).isEqualTo(1);
            assertThat(calls.at("/operations/contacts.batch_create").asInt()).isEqualTo(1);
            assertThat(calls.path("writes").asInt()).isEqualTo(1);
            assertThat(calls.path("records_written").asInt()).isEqualTo(2);
            assertThat(client.post("/_simulator/calls/reset", "").body().path("total").asInt()).isZero();
        }
    }

    @Test
    void theHistoryTellsWhoWroteWhatWhenFieldByField() {
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            VendorClient client = VendorClient.of(simulator);
            String id = client.post(PEOPLE, "{'fields':{'email':'ann@example.com','city':'Rome'}}").body().path("id")
                    .asText();
            client.patch("/crm/v3/objects/contacts/" + id, "{'properties':{'city':'Oslo'}}");
            client.patch(PEOPLE + "/" + id, "{'fields':{'city':null}}");

            JsonNode history = client.get("/_simulator/history").body();
            JsonNode rest = client.get("/_simulator/history?since=1").body();

            assertThat(history.path("changes")).extracting(change -> change.path("by").asText())
                    .containsExactly("person", "api", "person");
            assertThat(history.at("/changes/1/fields/city/before").asText()).isEqualTo("Rome");
            assertThat(history.at("/changes/1/fields/city/after").asText()).isEqualTo("Oslo");
            assertThat(history.at("/changes/2/fields/city/after").isNull()).isTrue();
            assertThat(history.path("missed").asBoolean()).isFalse();
            assertThat(rest.path("changes")).hasSize(2);
            assertThat(rest.path("last").asInt()).isEqualTo(3);
        }
    }

    @Test
    void peopleEditAtTheirPaceAndLeaveAloneWhomTheyAreTold() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(5))) {
            VendorClient client = VendorClient.of(simulator);
            String spared = client.get(PEOPLE).body().path("records").path(2).path("id").asText();
            client.put("/_simulator/people",
                    "{'running':true,'edits_per_minute':60,'leave_alone':['" + spared + "']}");

            client.advance(Duration.ofMinutes(10));

            JsonNode changes = client.get("/_simulator/changes").body().path("changes");
            assertThat(changes).hasSizeGreaterThan(20).allMatch(change -> change.path("by").asText().equals("person"))
                    .noneMatch(change -> change.path("id").asText().equals(spared));
            client.put("/_simulator/people", "{'running':false}");
            int last = client.get("/_simulator/changes").body().path("last").asInt();
            client.advance(Duration.ofMinutes(10));
            assertThat(client.get("/_simulator/changes").body().path("last").asInt()).isEqualTo(last);
        }
    }

    @Test
    void aSecondStartContinuesWhereTheFirstStopped(@TempDir Path folder) throws Exception {
        SimulatorOptions options = SimulatorOptions.defaults().withContacts(20).withCompanies(4)
                .withData(folder.resolve("state/hubspot.json"));
        JsonNode before;
        try (Simulator simulator = start(options)) {
            VendorClient client = VendorClient.of(simulator);
            String first = client.get(PEOPLE).body().path("records").path(0).path("id").asText();
            client.delete(PEOPLE + "/" + first);
            client.post(PEOPLE, "{'fields':{'email':'new@example.com','health_score':'7.5'}}");
            client.put("/_simulator/people", "{'edits_per_minute':3,'leave_alone':['" + first + "']}");
            before = client.get(PEOPLE).body();
        }

        try (Simulator simulator = start(options)) {
            VendorClient client = VendorClient.of(simulator);

            assertThat(client.get(PEOPLE).body()).isEqualTo(before);
            assertThat(client.post(PEOPLE, "{'fields':{'email':'new@example.com'}}").status()).isEqualTo(422);
            String next = client.post(PEOPLE, "{'fields':{'email':'next@example.com'}}").body().path("id").asText();
            assertThat(before.path("records")).noneMatch(record -> record.path("id").asText().equals(next));
            assertThat(client.get("/_simulator/people").body().path("edits_per_minute").asInt()).isEqualTo(3);
        }
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void aStartThatCannotBeSaysWhyInASentence(@TempDir Path folder) throws Exception {
        Path corrupt = Files.writeString(folder.resolve("hubspot.json"), "{corrupt");
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            int port = URI.create(simulator.baseUrl()).getPort();

            assertThatThrownBy(() -> start(SimulatorOptions.parse(List.of("--port", String.valueOf(port)))))
                    .isInstanceOf(Simulator.StartFailed.class).hasMessageContaining("Port " + port + " is in use");
        }
        assertThatThrownBy(() -> start(SimulatorOptions.defaults().withData(corrupt)))
                .isInstanceOf(Simulator.StartFailed.class).hasMessageContaining("cannot be read");
        assertThat(corrupt).hasContent("{corrupt");
        assertThatThrownBy(() -> SimulatorOptions.parse(List.of("--limits", "some")))
                .hasMessage("--limits must be off or real.");
    }

    @Test
    void theEditingPageIsServedForEveryDeepLink() {
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            VendorClient client = VendorClient.of(simulator);

            assertThat(client.get("/").header("Content-Type")).startsWith("text/html");
            assertThat(client.get("/records/contacts/10001").header("Content-Type")).startsWith("text/html");
            assertThat(client.get("/_simulator/page.js").header("Content-Type")).startsWith("text/javascript");
            assertThat(client.get("/_simulator/app").body().path("title").asText()).isEqualTo("HubSpot");
        }
    }

    private static Simulator start(SimulatorOptions options) {
        return Simulator.start(new HubSpotApp(), options);
    }
}
