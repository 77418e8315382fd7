package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.WebhookReceiver;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntercomWebhooksTest {
    private static final int TRIES = 2_000;
    private final Simulator simulator = Simulator.start(new IntercomApp(), SimulatorOptions.defaults());
    private final IntercomClient client = IntercomClient.of(simulator);
    private final WebhookReceiver receiver;

    IntercomWebhooksTest() throws IOException {
        receiver = new WebhookReceiver();
    }

    @BeforeEach
    void subscribe() {
        settings("");
    }

    @AfterEach
    void stop() {
        simulator.close();
        receiver.close();
    }

    @Test
    void aNotificationIsSignedWithTheClientSecretOverItsRawBody() throws Exception {
        String id = client.contact("{'email':'ada@example.com','name':'Ädä'}");

        WebhookReceiver.Received received = receiver.next();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(IntercomClient.startLine(simulator, "client_secret")
                .getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        assertThat(received.headers().getFirst("X-Hub-Signature")).isEqualTo("sha1="
                + HexFormat.of().formatHex(mac.doFinal(received.body().getBytes(StandardCharsets.UTF_8))));
        JsonNode event = received.events();
        assertThat(event.path("type").asText()).isEqualTo("notification_event");
        assertThat(event.path("topic").asText()).isEqualTo("contact.user.created");
        assertThat(event.path("id").asText()).startsWith("notif_");
        assertThat(event.path("delivery_attempts").asInt()).isEqualTo(1);
        assertThat(event.at("/data/item/id").asText()).isEqualTo(id);
    }

    @Test
    void everyKindOfEventHasItsTopic() throws Exception {
        String lead = client.contact("{'role':'lead'}");
        assertThat(topic()).isEqualTo("contact.lead.created");
        client.put("/contacts/" + lead, "{'name':'Lea'}");
        assertThat(topic()).isEqualTo("contact.lead.updated");
        client.post("/contacts/" + lead + "/archive", "");
        assertThat(topic()).isEqualTo("contact.archived");
        client.post("/contacts/" + lead + "/unarchive", "");
        assertThat(topic()).isEqualTo("contact.unarchived");
        String user = client.contact("{'email':'ada@example.com'}");
        assertThat(topic()).isEqualTo("contact.user.created");
        client.post("/contacts/merge", "{'from':'" + lead + "','into':'" + user + "'}");
        assertThat(topic()).isEqualTo("contact.user.updated");
        assertThat(topic()).isEqualTo("contact.merged");
        String company = client.company("c1");
        assertThat(topic()).isEqualTo("company.created");
        client.post("/contacts/" + user + "/companies", "{'id':'" + company + "'}");
        assertThat(topic()).isEqualTo("company.contact.attached");
        client.delete("/contacts/" + user + "/companies/" + company);
        assertThat(topic()).isEqualTo("company.contact.detached");
        client.put("/companies/" + company, "{'name':'Other'}");
        assertThat(topic()).isEqualTo("company.updated");
        client.delete("/companies/" + company);
        assertThat(topic()).isEqualTo("company.deleted");
        String ticket = client.post("/tickets", "{'ticket_type_id':'88','contacts':[{'id':'" + user + "'}]}").body()
                .path("id").asText();
        assertThat(topic()).isEqualTo("ticket.created");
        client.put("/tickets/" + ticket, "{'ticket_state_id':'8484'}");
        assertThat(topic()).isEqualTo("ticket.state.updated");
        client.delete("/contacts/" + user);
        JsonNode deleted = receiver.next().events();
        assertThat(deleted.path("topic").asText()).isEqualTo("contact.deleted");
        assertThat(deleted.at("/data/item").properties()).extracting(Map.Entry::getKey)
                .containsExactly("type", "id", "external_id", "deleted");
        client.post("/_simulator/webhooks/ping", "{}");
        assertThat(topic()).isEqualTo("ping");
    }

    @Test
    void duplicatesAreTheSameNotificationAgain() throws Exception {
        settings(",'duplicates':3");
        client.contact("{'role':'lead'}");

        Set<String> bodies = new HashSet<>();
        for (int copy = 0; copy < 3; copy++) {
            bodies.add(receiver.next().body());
        }

        assertThat(bodies).hasSize(1);
    }

    @Test
    void reorderedNotificationsComeNewestFirst() throws Exception {
        settings(",'delay_ms':60000,'reordered':true");
        String id = client.contact("{'role':'lead','name':'first'}");
        client.put("/contacts/" + id, "{'name':'second'}");
        client.delete("/contacts/" + id);

        client.post("/_simulator/clock/advance", "{'ms':60000}");

        List<String> topics = new ArrayList<>();
        for (int event = 0; event < 3; event++) {
            topics.add(topic());
        }
        // Several requests are under way at once, so only what left last is sure to be old.
        assertThat(topics).containsExactlyInAnyOrder("contact.deleted", "contact.lead.updated", "contact.lead.created");
        assertThat(topics.getFirst()).isNotEqualTo("contact.lead.created");
    }

    @Test
    void aRefusedNotificationIsSentOnceMoreAfterAMinute() throws Exception {
        receiver.willAnswer(500, 2);
        client.contact("{'role':'lead'}");
        assertThat(receiver.next().events().path("delivery_attempts").asInt()).isEqualTo(1);
        await("failed_attempts", 1);

        client.post("/_simulator/clock/advance", "{'ms':60000}");

        assertThat(receiver.next().events().path("delivery_attempts").asInt()).isEqualTo(2);
        await("given_up", 1);
        client.post("/_simulator/clock/advance", "{'ms':3600000}");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void aReceiverThatSaysGoneIsSentNothingMore() throws Exception {
        receiver.willAnswer(410, 1);
        client.contact("{'role':'lead'}");
        receiver.next();
        await("failed_attempts", 1);

        assertThat(client.get("/_simulator/webhooks").body().path("enabled").asBoolean()).isFalse();
    }

    @Test
    void aThousandFailuresInARowStopTheNotificationsForAQuarterOfAnHour() throws Exception {
        receiver.willAnswer(500, 1_000);
        settings(",'duplicates':100");
        for (int contact = 0; contact < 10; contact++) {
            client.contact("{'role':'lead'}");
        }
        await("failed_attempts", 1_000);
        for (int request = 0; request < 1_000; request++) {
            receiver.next();
        }
        settings("");
        client.contact("{'role':'lead','name':'lost'}");
        client.post("/_simulator/clock/advance", "{'ms':900000}");

        client.contact("{'role':'lead','name':'told'}");

        String name;
        do {
            name = receiver.next().events().at("/data/item/name").asText();
            assertThat(name).isNotEqualTo("lost");
        } while (!name.equals("told"));
    }

    private void settings(String more) {
        client.put("/_simulator/webhooks", "{'url':'" + receiver.url() + "','enabled':true" + more + "}");
    }

    private String topic() throws InterruptedException {
        return receiver.next().events().path("topic").asText();
    }

    private void await(String counter, int value) {
        int seen = -1;
        for (int attempt = 0; attempt < TRIES && seen < value; attempt++) {
            seen = client.get("/_simulator/webhooks").body().path(counter).asInt();
        }
        assertThat(seen).as(counter).isGreaterThanOrEqualTo(value);
    }
}
