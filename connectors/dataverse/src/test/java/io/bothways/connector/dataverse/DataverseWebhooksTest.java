package io.bothways.connector.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataverseWebhooksTest {
    private static final String ORGANIZATION = "b9d2948d-f648-36a3-8d1f-bb231d55f5b5";
    private static final String ID = "70ce6734-a5a7-34d3-9f51-92f3ef5d90b9";
    private static final String LOSER = "8f4586ba-6e6e-37d2-9b0b-d0a1deee077b";
    private static final Instant RECEIVED = Instant.parse("2026-02-11T04:00:00Z");
    private final DataverseWebhooks webhooks = new DataverseWebhooks();

    @Test
    void aMessageIsAHintAboutItsRecord() {
        Sighting changed = sightings(context("Update", "")).getFirst();
        Sighting deleted = sightings(context("Delete", "")).getFirst();

        assertThat(changed.type()).isEqualTo("contact");
        assertThat(changed.id()).isEqualTo(ID);
        assertThat(changed.kind()).isEqualTo(Hint.Kind.CHANGED);
        assertThat(changed.occurredAt()).isEqualTo(Instant.ofEpochMilli(1_770_000_000_123L));
        assertThat(deleted.kind()).isEqualTo(Hint.Kind.DELETED);
        assertThat(deleted.deliveryId()).isNotEqualTo(changed.deliveryId());
        assertThat(sightings(context("Update", ""))).as("repeated").containsExactly(changed);
    }

    @Test
    void aMergeIsAboutBothRecords() {
        assertThat(sightings(context("Merge", "{\"key\":\"SubordinateId\",\"value\":\"" + LOSER + "\"}")))
                .extracting(Sighting::id, Sighting::kind, Sighting::movedTo)
                .containsExactly(
                        tuple(ID, Hint.Kind.CHANGED, Optional.empty()),
                        tuple(LOSER, Hint.Kind.COMBINED, Optional.of(ID)));
    }

    @Test
    void onlyTheKeyOfTheAccountOpens() {
        String body = context("Update", "");

        assertThat(receive(body, Map.of("x-any", "other"), "key")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(body, Map.of(), "key")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(body, Map.of("x-any", ""), "")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(body, Map.of("x-any", "key"), "key")).isInstanceOf(Verdict.Genuine.class);
        assertThat(receive(body.replace(ORGANIZATION.toUpperCase(Locale.ROOT), ID), Map.of("x-any", "key"), "key"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void whatIsNoExecutionContextIsMalformed() {
        for (String body : List.of("", "null", "{", "[]", "{}", "{\"PrimaryEntityName\":\"contact\"}",
                "{\"PrimaryEntityName\":\"../x\",\"PrimaryEntityId\":\"" + ID + "\"}")) {
            assertThat(receive(body, Map.of("x-any", "key"), "key")).as(body).isInstanceOf(Verdict.Malformed.class);
        }
    }

    private List<Sighting> sightings(String body) {
        return ((Verdict.Genuine) receive(body, Map.of("x-any", "key"), "key")).sightings();
    }

    private Verdict receive(String body, Map<String, String> headers, String secret) {
        return webhooks.receive(new Push("POST", URI.create("https://bothways.example/hooks/1"), headers,
                body.getBytes(StandardCharsets.UTF_8), secret, ORGANIZATION, RECEIVED));
    }

    private static String context(String message, String inputs) {
        return "{\"BusinessUnitId\":\"1\",\"CorrelationId\":\"c\",\"Depth\":1,\"InputParameters\":[" + inputs
                + "],\"MessageName\":\"" + message + "\",\"OperationCreatedOn\":\"/Date(1770000000123+0000)/\","
                + "\"OperationId\":\"o\",\"OrganizationId\":\"" + ORGANIZATION.toUpperCase(Locale.ROOT)
                + "\",\"PrimaryEntityId\":\"" + ID.toUpperCase(Locale.ROOT)
                + "\",\"PrimaryEntityName\":\"contact\"}";
    }
}
