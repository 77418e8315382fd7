package io.bothways.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final int TRIES = 2_000;
    private final Simulator simulator =
            Simulator.start(new HubSpotApp(), SimulatorOptions.defaults().withContacts(250));
    private final VendorClient client = VendorClient.of(simulator);
    private final WebhookReceiver receiver;
    private final String someone;

    WebhooksTest() throws IOException {
        receiver = new WebhookReceiver();
        someone = client.get("/_simulator/records/contacts?limit=1").body().path("records").path(0).path("id").asText();
    }

    @BeforeEach
    void subscribe() {
        settings("{'url':'" + receiver.url() + "','enabled':true}");
    }

    @AfterEach
    void stop() {
        simulator.close();
        receiver.close();
    }

    @Test
    void anEditBySomeoneIsToldWithBothSignatures() throws Exception {
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Köln'}}");

        WebhookReceiver.Received received = receiver.next();
        JsonNode event = received.events().path(0);
        assertThat(event.path("subscriptionType").asText()).isEqualTo("contact.propertyChange");
        assertThat(event.path("objectId").asText()).isEqualTo(someone);
        assertThat(event.path("propertyName").asText()).isEqualTo("city");
        assertThat(event.path("propertyValue").asText()).isEqualTo("Köln");
        assertThat(event.path("changeSource").asText()).isEqualTo("CRM_UI");
        String secret = VendorClient.startLine(simulator).path("webhook_secret").asText();
        String timestamp = received.headers().getFirst("X-HubSpot-Request-Timestamp");
        assertThat(received.headers().getFirst("X-HubSpot-Signature-v3"))
                .isEqualTo(hmac(secret, "POST" + receiver.url() + received.body() + timestamp));
        assertThat(received.headers().getFirst("X-HubSpot-Signature")).isEqualTo(sha256(secret + received.body()));
        assertThat(Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp))).isLessThan(60_000);
    }

    @Test
    void aTimeSkipDoesNotMakeSignaturesStale() throws Exception {
        client.advance(Duration.ofDays(3));
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Lyon'}}");

        String timestamp = receiver.next().headers().getFirst("X-HubSpot-Request-Timestamp");

        assertThat(Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp))).isLessThan(60_000);
    }

    @Test
    void aRefusedDeliveryIsSentAgainWithTheNextAttemptNumber() throws Exception {
        receiver.willAnswer(500, 1);
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Lyon'}}");
        assertThat(receiver.next().events().path(0).path("attemptNumber").asInt()).isZero();
        await("failed_attempts", 1);

        client.advance(Duration.ofMinutes(1));

        assertThat(receiver.next().events().path(0).path("attemptNumber").asInt()).isEqualTo(1);
        await("delivered", 1);
    }

    @Test
    void aDeliveryThatIsNeverTakenIsGivenUpAfterTenRetries() throws Exception {
        receiver.willAnswer(404, 100);
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Lyon'}}");
        for (int attempt = 0; attempt <= 10; attempt++) {
            assertThat(receiver.next().events().path(0).path("attemptNumber").asInt()).isEqualTo(attempt);
            await("failed_attempts", attempt + 1);
            client.advance(Duration.ofHours(8));
        }

        await("given_up", 1);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void duplicatesAreSentAsOftenAsSaid() throws Exception {
        settings("{'url':'" + receiver.url() + "','enabled':true,'duplicates':3}");
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Lyon'}}");

        Set<String> bodies = new HashSet<>();
        for (int copy = 0; copy < 3; copy++) {
            bodies.add(receiver.next().body());
        }

        assertThat(bodies).hasSize(1);
        await("delivered", 3);
    }

    @Test
    void aBatchUpdateIsToldInRequestsOfAtMostAHundredEvents() throws Exception {
        StringBuilder inputs = new StringBuilder();
        JsonNode records = client.get("/_simulator/records/contacts?limit=100").body().path("records");
        records.forEach(one -> inputs.append(inputs.isEmpty() ? "" : ",").append("{'id':'")
                .append(one.path("id").asText()).append("','properties':{'city':'Oslo','jobtitle':'Skipper'}}"));

        client.post("/crm/v3/objects/contacts/batch/update", "{'inputs':[" + inputs + "]}");

        int events = 0;
        while (events < 200) {
            int size = receiver.next().events().size();
            assertThat(size).isBetween(1, 100);
            events += size;
        }
        assertThat(events).isEqualTo(200);
    }

    @Test
    void oneWebhookCanBeDeliveredTwentyTimesAtOnce() throws Exception {
        VendorClient.Answer answer = client.post("/_simulator/webhooks/deliver",
                "{'type':'contacts','id':'" + someone + "','times':20,'concurrent':true}");

        assertThat(answer.body().path("statuses")).hasSize(20).allMatch(status -> status.asInt() == 200);
        Set<String> bodies = new HashSet<>();
        for (int copy = 0; copy < 20; copy++) {
            bodies.add(receiver.next().body());
        }
        assertThat(bodies).hasSize(1);
    }

    @Test
    void nothingIsSentWhereWebhooksAreOff() {
        settings("{'url':'" + receiver.url() + "','enabled':false}");
        client.patch("/_simulator/records/contacts/" + someone, "{'fields':{'city':'Lyon'}}");
        settings("{'url':'" + receiver.url() + "','enabled':true}");

        client.post("/_simulator/webhooks/deliver", "{'type':'contacts','id':'" + someone + "','times':1}");

        assertThat(receiver.waiting()).isEqualTo(1);
    }

    private void settings(String json) {
        assertThat(client.put("/_simulator/webhooks", json).status()).isEqualTo(200);
    }

    /** The answer reaches the simulator a moment after the receiver gave it. */
    private void await(String counter, int value) {
        int seen = -1;
        for (int attempt = 0; attempt < TRIES && seen != value; attempt++) {
            seen = client.get("/_simulator/webhooks").body().path(counter).asInt();
        }
        assertThat(seen).as(counter).isEqualTo(value);
    }

    private static String hmac(String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
