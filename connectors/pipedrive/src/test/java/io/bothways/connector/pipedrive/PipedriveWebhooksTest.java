package io.bothways.connector.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipedriveWebhooksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private final PipedriveWebhooks webhooks = new PipedriveWebhooks();

    @Test
    void readsTheRecordAndWhatHappenedToIt() {
        assertThat(sightings(event("change", "person", "7", ""))).singleElement().satisfies(seen -> {
            assertThat(seen.type()).isEqualTo("persons");
            assertThat(seen.id()).isEqualTo("7");
            assertThat(seen.kind()).isEqualTo(Hint.Kind.CHANGED);
            assertThat(seen.occurredAt()).isEqualTo(Instant.parse("2026-11-22T02:59:58Z"));
        });
        assertThat(sightings(event("create", "organization", "8", ""))).extracting(Sighting::type)
                .containsExactly("organizations");
        assertThat(sightings(event("delete", "deal", "9", ""))).extracting(Sighting::kind)
                .containsExactly(Hint.Kind.DELETED);
        assertThat(sightings(event("create", "lead", "\"6a1d0000-0000-4000-8000-000000000007\"", "")))
                .extracting(Sighting::type).containsExactly("leads");
        assertThat(sightings(event("create", "note", "3", ""))).isEmpty();
    }

    @Test
    void looksAtBothRecordsOfAMerge() {
        List<Sighting> seen = sightings(event("delete", "person", "7", ",\"merged_to_id\":\"12\""));

        assertThat(seen).extracting(Sighting::id).containsExactly("7", "12");
        assertThat(seen).extracting(Sighting::kind).containsExactly(Hint.Kind.COMBINED, Hint.Kind.CHANGED);
        assertThat(seen.getFirst().movedTo()).contains("12");
        assertThat(seen.getLast().movedTo()).isEmpty();
    }

    @Test
    void aRetryIsTheSameDelivery() {
        String first = event("change", "person", "7", ",\"attempt\":1");
        String again = event("change", "person", "7", ",\"attempt\":2");
        String other = event("change", "person", "8", ",\"attempt\":1");

        assertThat(sightings(first).getFirst().deliveryId()).isEqualTo(sightings(again).getFirst().deliveryId());
        assertThat(sightings(first).getFirst().deliveryId()).isNotEqualTo(sightings(other).getFirst().deliveryId());
    }

    @Test
    void refusesWhoeverDoesNotKnowTheSecret() {
        String event = event("change", "person", "7", "");

        assertThat(receive(event, basic("bothways:wrong"), "secret", "42")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(event, "", "secret", "42")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(event, basic("bothways:"), "", "42")).as("no secret").isInstanceOf(Verdict.Refused.class);
        assertThat(receive(event, basic("bothways:secret"), "secret", "43")).as("another company")
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void doesNotUnderstandWhatIsNoEventOfVersionTwo() {
        for (String body : new String[] {"", "[]", "{}", "{", "{\"meta\":{\"v\":1,\"company_id\":42}}"}) {
            assertThat(receive(body, basic("bothways:secret"), "secret", "42")).as(body)
                    .isInstanceOf(Verdict.Malformed.class);
        }
    }

    private List<Sighting> sightings(String event) {
        return ((Verdict.Genuine) receive(event, basic("bothways:secret"), "secret", "42")).sightings();
    }

    private Verdict receive(String body, String authorization, String secret, String identity) {
        return webhooks.receive(new Push("POST", URI.create("https://hooks.example/1"),
                Map.of("authorization", authorization), body.getBytes(StandardCharsets.UTF_8), secret, identity, NOW));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String action, String entity, String id, String more) {
        return "{\"meta\":{\"action\":\"" + action + "\",\"entity\":\"" + entity + "\",\"entity_id\":" + id
                + ",\"company_id\":42,\"id\":\"e1\",\"correlation_id\":\"c1\",\"timestamp\":"
                + "\"2026-11-22T02:59:58.000Z\",\"version\":\"2.0\"" + more + "},\"data\":null,\"previous\":null}";
    }
}
