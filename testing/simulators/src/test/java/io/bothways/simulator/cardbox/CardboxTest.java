package io.bothways.simulator.cardbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.WebhookReceiver;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CardboxTest {
    private static final String CONTACTS = "/api/contacts";
    private final Simulator simulator = Simulator.start(new CardboxApp(), SimulatorOptions.defaults()
            .withClock(Clock.fixed(Instant.parse("2026-02-11T04:00:00Z"), ZoneOffset.UTC)).withContacts(120)
            .withCompanies(2));
    private final VendorClient client =
            VendorClient.of(simulator).withHeader("X-Api-Key", startLine("access_token"));

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void pagesGoByOffsetAndTellTheTotal() {
        Set<String> ids = new LinkedHashSet<>();
        int offset = 0;
        int total = Integer.MAX_VALUE;
        while (offset < total) {
            JsonNode page = client.get(CONTACTS + "?limit=50&offset=" + offset).body();
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            total = page.path("total").asInt();
            offset += 50;
        }

        assertThat(ids).hasSize(120);
        assertThat(client.get(CONTACTS + "?limit=101").status()).isEqualTo(422);
        assertThat(client.get("/api/companies").body().path("total").asInt()).isEqualTo(2);
    }

    @Test
    void theVersionCountsWhatReallyChanged() {
        String id = create("{'last_name':'Lee','email':'Ann@Example.com','health_score':7.50}");
        JsonNode created = client.get(CONTACTS + "/" + id).body();

        JsonNode changed = client.patch(CONTACTS + "/" + id, "{'city':'Rome','email':null}").body();
        JsonNode same = client.patch(CONTACTS + "/" + id, "{'city':'Rome'}").body();

        assertThat(created.path("version").asInt()).isEqualTo(1);
        assertThat(created.path("health_score").decimalValue()).isEqualByComparingTo("7.5");
        assertThat(created.has("modified_at") || created.has("updated_at")).isFalse();
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        assertThat(changed.path("email").isNull()).isTrue();
        assertThat(same.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aMailAddressBelongsToOneContactAndLeadsToIt() {
        String id = create("{'last_name':'Lee','email':'Ann@Example.com'}");

        VendorClient.Answer refused = client.post(CONTACTS, "{'last_name':'Wu','email':'ann@example.com'}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().at("/error/existing_id").asText()).isEqualTo(id);
        assertThat(client.get(CONTACTS + "?email=ANN@example.com").body().at("/items/0/id").asText()).isEqualTo(id);
        assertThat(client.get(CONTACTS + "?email=no@example.com").body().path("items")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsField() {
        for (String body : new String[] {"{'last_name':null}", "{'health_score':'7'}", "{'tier':'lead'}",
            "{'version':9}", "{'nick':'A'}", "{'renewal_date':'soon'}", "{'company_id':'o_99999'}",
            "{'email':'nowhere'}"}) {
            VendorClient.Answer refused = client.patch(CONTACTS + "/" + create("{'last_name':'Lee'}"), body);
            assertThat(refused.status()).as(body).isEqualTo(422);
            assertThat(refused.body().at("/error/field").asText()).as(body).isNotEmpty();
        }
        assertThat(client.post(CONTACTS, "not json").status()).isEqualTo(400);
        assertThat(client.get(CONTACTS + "/c_0").status()).isEqualTo(404);
        assertThat(client.withHeader("X-Api-Key", "x").get(CONTACTS).status()).isEqualTo(401);
    }

    @Test
    void aDeletedContactIsGoneWithoutATrace() {
        String id = create("{'last_name':'Lee'}");

        assertThat(client.delete(CONTACTS + "/" + id).status()).isEqualTo(204);

        assertThat(client.get(CONTACTS + "/" + id).status()).isEqualTo(404);
        assertThat(client.delete(CONTACTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void fieldsAreDescribed() {
        JsonNode fields = client.get(CONTACTS + "/fields").body().path("fields");

        assertThat(fields).anySatisfy(field -> {
            assertThat(field.path("name").asText()).isEqualTo("tier");
            assertThat(field.path("options")).hasSize(3);
        }).anySatisfy(field -> {
            assertThat(field.path("name").asText()).isEqualTo("version");
            assertThat(field.path("read_only").asBoolean()).isTrue();
        });
    }

    @Test
    void webhooksCarryTheWholeRecordSigned() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            assertThat(client.put("/api/webhook", "{'url':'" + receiver.url() + "'}").body().path("url").asText())
                    .isEqualTo(receiver.url());
            String id = create("{'last_name':'Lee','city':'Rome'}");
            WebhookReceiver.Received created = receiver.next();
            client.patch("/_simulator/records/contacts/" + id, "{'fields':{'city':'Oslo'}}");
            JsonNode updated = receiver.next().events();
            client.delete(CONTACTS + "/" + id);
            JsonNode deleted = receiver.next().events();

            assertThat(created.events().path("event").asText()).isEqualTo("contact.created");
            assertThat(created.events().at("/record/city").asText()).isEqualTo("Rome");
            assertThat(created.headers().getFirst("X-Cardbox-Signature")).isEqualTo("sha256=" + hmac(
                    created.headers().getFirst("X-Cardbox-Timestamp") + "." + created.body()));
            assertThat(updated.at("/record/version").asInt()).isEqualTo(2);
            assertThat(updated.at("/record/last_name").asText()).isEqualTo("Lee");
            assertThat(deleted.path("event").asText()).isEqualTo("contact.deleted");
            assertThat(deleted.at("/record/version").asInt()).isEqualTo(3);
            assertThat(deleted.path("record")).hasSize(2);
            assertThat(client.delete("/api/webhook").status()).isEqualTo(204);
            assertThat(client.get("/api/webhook").body().path("url").isNull()).isTrue();
        }
    }

    @Test
    void theThreeHundredAndFirstCallOfAMinuteWaits() throws IOException {
        client.put("/_simulator/limits", "{'mode':'real'}");
        for (int call = 0; call < 300; call++) {
            assertThat(client.get("/api/workspace").status()).isEqualTo(200);
        }

        VendorClient.Answer refused = client.get("/api/workspace");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        client.advance(Duration.ofMinutes(1));
        assertThat(client.get("/api/workspace").header("X-Calls-Left")).isEqualTo("299");
    }

    private String create(String body) {
        return client.post(CONTACTS, body).body().path("id").asText();
    }

    private String startLine(String name) {
        return VendorClient.startLine(simulator).path(name).asText();
    }

    private String hmac(String signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(startLine("webhook_secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
