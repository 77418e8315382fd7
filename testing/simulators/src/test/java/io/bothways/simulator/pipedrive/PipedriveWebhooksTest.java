package io.bothways.simulator.pipedrive;

import static io.bothways.simulator.pipedrive.PipedriveFixture.DEALS;
import static io.bothways.simulator.pipedrive.PipedriveFixture.PERSONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.WebhookReceiver;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipedriveWebhooksTest {
    private static final int TRIES = 500;
    private final PipedriveFixture pipedrive = new PipedriveFixture(SimulatorOptions.defaults());
    private final VendorClient client = pipedrive.client;
    private WebhookReceiver receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = new WebhookReceiver();
        client.put("/_simulator/webhooks", "{'url':'" + receiver.url() + "','enabled':true}");
    }

    @AfterEach
    void stop() {
        receiver.close();
        pipedrive.close();
    }

    @Test
    void aChangeIsToldWithMetaDataAndWhatItWasBefore() throws Exception {
        int id = pipedrive.create(PERSONS, "{'name':'Ann'}");
        JsonNode created = receiver.next().events();
        client.patch("/_simulator/records/persons/" + id, "{'fields':{'first_name':'Anna'}}");

        WebhookReceiver.Received change = receiver.next();

        assertThat(created.at("/meta/action").asText()).isEqualTo("create");
        assertThat(created.at("/meta/change_source").asText()).isEqualTo("api");
        assertThat(created.path("previous").isNull()).isTrue();
        JsonNode event = change.events();
        assertThat(event.at("/meta/entity").asText()).isEqualTo("person");
        assertThat(event.at("/meta/entity_id").asText()).isEqualTo(String.valueOf(id));
        assertThat(event.at("/meta/change_source").asText()).isEqualTo("app");
        assertThat(event.at("/meta/version").asText()).isEqualTo("2.0");
        assertThat(event.at("/data/name").asText()).isEqualTo("Anna");
        assertThat(event.at("/previous/name").asText()).isEqualTo("Ann");
        assertThat(change.headers().getFirst("Authorization")).isEqualTo("Basic " + Base64.getEncoder().encodeToString(
                (pipedrive.startLine("webhook_user") + ":" + pipedrive.startLine("webhook_secret"))
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMergeIsADeletionThatSaysWhereToAndAChangeThatSaysWhereFrom() throws Exception {
        int loser = pipedrive.create(PERSONS, "{'name':'Ann'}");
        int survivor = pipedrive.create(PERSONS, "{'name':'Ann Lee'}");
        receiver.next();
        receiver.next();

        client.put("/v1/persons/" + loser + "/merge", "{'merge_with_id':" + survivor + "}");

        List<JsonNode> events = List.of(receiver.next().events(), receiver.next().events());
        assertThat(events).anySatisfy(event -> {
            assertThat(event.at("/meta/action").asText()).isEqualTo("delete");
            assertThat(event.at("/meta/entity_id").asText()).isEqualTo(String.valueOf(loser));
            assertThat(event.at("/meta/merged_to_id").asText()).isEqualTo(String.valueOf(survivor));
            assertThat(event.path("data").isNull()).isTrue();
        }).anySatisfy(event -> {
            assertThat(event.at("/meta/action").asText()).isEqualTo("change");
            assertThat(event.at("/meta/entity_id").asText()).isEqualTo(String.valueOf(survivor));
            assertThat(event.at("/meta/merged_from_id").asText()).isEqualTo(String.valueOf(loser));
        });
    }

    @Test
    void aRefusedDeliveryIsTriedThreeMoreTimes() throws Exception {
        receiver.willAnswer(503, 4);
        pipedrive.create(PERSONS, "{'name':'Ann'}");
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(receiver.next().events().at("/meta/attempt").asInt()).isEqualTo(attempt);
            await("failed_attempts", attempt);
            client.advance(Duration.ofSeconds(attempt == 1 ? 3 : attempt == 2 ? 30 : 150));
        }
        await("given_up", 1);
    }

    @Test
    void tenFailuresBanTheTargetForHalfAnHourAndWhatHappensThenIsLost() throws Exception {
        receiver.willAnswer(503, 10);
        for (int person = 1; person <= 10; person++) {
            pipedrive.create(PERSONS, "{'name':'Ann'}");
            receiver.next();
            await("failed_attempts", person);
        }

        int lost = pipedrive.create(PERSONS, "{'name':'Lost'}");
        client.advance(Duration.ofMinutes(30));
        await("delivered", 10);
        int told = pipedrive.create(PERSONS, "{'name':'Told'}");

        List<String> ids = new ArrayList<>();
        while (!ids.contains(String.valueOf(told))) {
            ids.add(receiver.next().events().at("/meta/entity_id").asText());
        }
        assertThat(ids).doesNotContain(String.valueOf(lost));
    }

    @Test
    void duplicatesAndAnotherOrderCanBeAskedFor() throws Exception {
        client.put("/_simulator/webhooks", "{'url':'" + receiver.url()
                + "','enabled':true,'duplicates':2,'delay_ms':1000,'reordered':true}");
        for (int deal = 0; deal < 12; deal++) {
            pipedrive.create(DEALS, "{'title':'D" + deal + "'}");
        }

        client.advance(Duration.ofSeconds(1));

        List<Integer> ids = new ArrayList<>();
        for (int event = 0; event < 24; event++) {
            ids.add(receiver.next().events().at("/meta/entity_id").asInt());
        }
        assertThat(ids.stream().distinct()).hasSize(12);
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    }

    @Test
    void aSubscriptionMadeOverTheApiGetsWhatItAskedForWithItsOwnCredentials() throws Exception {
        client.put("/_simulator/webhooks", "{'enabled':false}");
        VendorClient.Answer made = client.post("/v1/webhooks", "{'subscription_url':'" + receiver.url()
                + "','event_action':'delete','event_object':'person','http_auth_user':'me','http_auth_password':'pw'}");
        int id = pipedrive.create(PERSONS, "{'name':'Ann'}");
        client.delete(PERSONS + "/" + id);

        WebhookReceiver.Received only = receiver.next();

        assertThat(made.status()).isEqualTo(201);
        assertThat(only.events().at("/meta/action").asText()).isEqualTo("delete");
        assertThat(only.events().at("/meta/webhook_id").asText()).isEqualTo(made.body().at("/data/id").asText());
        assertThat(only.headers().getFirst("Authorization")).isEqualTo(
                "Basic " + Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8)));
        assertThat(client.get("/v1/webhooks").body().path("data")).hasSize(1);
        assertThat(client.delete("/v1/webhooks/" + made.body().at("/data/id").asInt()).status()).isEqualTo(200);
        assertThat(client.get("/v1/webhooks").body().path("data")).isEmpty();
        assertThat(client.post("/v1/webhooks", "{'subscription_url':'nowhere','event_action':'*','event_object':'*'}")
                .status()).isEqualTo(400);
    }

    /** The answer reaches the simulator a moment after the receiver gave it. */
    private void await(String counter, int value) {
        int seen = -1;
        for (int attempt = 0; attempt < TRIES && seen != value; attempt++) {
            seen = client.get("/_simulator/webhooks").body().path(counter).asInt();
        }
        assertThat(seen).as(counter).isEqualTo(value);
    }
}
