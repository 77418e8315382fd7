package io.bothways.connector.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class IntercomWebhooksTest {
    private static final String SECRET = "client secret";
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

    private final IntercomWebhooks webhooks = new IntercomWebhooks();

    @Test
    void seesTheContactOrCompanyThatANotificationIsAbout() {
        assertThat(seen("contact.user.updated", "{\"id\":\"c1\"}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.CHANGED));
        assertThat(seen("contact.lead.created", "{\"id\":\"c1\"}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.CHANGED));
        assertThat(seen("contact.unarchived", "{\"id\":\"c1\"}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.CHANGED));
        assertThat(seen("contact.deleted", "{\"id\":\"c1\"}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.DELETED));
        assertThat(seen("contact.archived", "{\"id\":\"c1\"}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.DELETED));
        assertThat(seen("company.updated", "{\"id\":\"o1\"}"))
                .containsExactly(sighting("companies", "o1", Hint.Kind.CHANGED));
        assertThat(seen("company.deleted", "{\"id\":\"o1\"}"))
                .containsExactly(sighting("companies", "o1", Hint.Kind.DELETED));
    }

    @Test
    void looksAtTheContactWhoseCompaniesChangedAndAtBothOfAMerge() {
        assertThat(seen("company.contact.attached", "{\"id\":\"o1\",\"contact\":{\"id\":\"c1\"}}"))
                .containsExactly(sighting("contacts", "c1", Hint.Kind.CHANGED));
        assertThat(seen("contact.merged", "{\"id\":\"c2\",\"from\":{\"id\":\"c1\"},\"into\":{\"id\":\"c2\"}}"))
                .containsExactly(
                        sighting("contacts", "c2", Hint.Kind.CHANGED), combined("c1", "c2"));
        assertThat(seen("contact.merged", "{\"id\":\"c2\",\"from\":\"c1\",\"into\":\"c2\"}"))
                .contains(combined("c1", "c2"));
    }

    @Test
    void seesTickets() {
        assertThat(seen("ticket.created", "{\"id\":\"606\"}"))
                .containsExactly(sighting("tickets", "606", Hint.Kind.CHANGED));
        assertThat(seen("ticket.state.updated", "{\"ticket\":{\"id\":\"606\"}}"))
                .containsExactly(sighting("tickets", "606", Hint.Kind.CHANGED));
    }

    @Test
    void passesOverPingsConversationsAndOtherWorkspaces() {
        assertThat(seen("ping", "{\"type\":\"ping\",\"message\":\"hello\"}")).isEmpty();
        assertThat(seen("conversation.user.created", "{\"id\":\"1\"}")).isEmpty();
        assertThat(seen("contact.user.updated", "{}")).isEmpty();
        assertThat(seen("contact.user.updated", "{\"id\":\"../../admins\"}")).isEmpty();
        Push other = push(notification("contact.user.updated", "{\"id\":\"c1\"}"), SECRET, "another workspace");
        assertThat(((Verdict.Genuine) webhooks.receive(other)).sightings()).isEmpty();
    }

    @Test
    void refusesWhatTheClientSecretHasNotSigned() {
        String body = notification("contact.user.updated", "{\"id\":\"c1\"}");
        Push forged = push(body, "another secret", "workspace");

        assertThat(webhooks.receive(new Push("POST", forged.address(), forged.headers(), forged.body(), SECRET,
                        "workspace", RECEIVED)))
                .isInstanceOf(Verdict.Refused.class);
        for (String signature : List.of("", "sha1=", "sha1=zz", "sha256=00")) {
            assertThat(webhooks.receive(new Push("POST", forged.address(), Map.of("x-hub-signature", signature),
                            forged.body(), SECRET, "workspace", RECEIVED)))
                    .as(signature)
                    .isInstanceOf(Verdict.Refused.class);
        }
        assertThat(webhooks.receive(push(body, SECRET, "workspace"))).isInstanceOf(Verdict.Genuine.class);
        Push changed = push(body, SECRET, "workspace");
        assertThat(webhooks.receive(new Push("POST", changed.address(), changed.headers(),
                        (body + " ").getBytes(StandardCharsets.UTF_8), SECRET, "workspace", RECEIVED)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void saysWhatIsNoNotification() {
        for (String body : List.of("no json", "[]", "3", "")) {
            assertThat(webhooks.receive(push(body, SECRET, "workspace")))
                    .as(body)
                    .isInstanceOf(Verdict.Malformed.class);
        }
    }

    private List<Sighting> seen(String topic, String item) {
        Verdict verdict = webhooks.receive(push(notification(topic, item), SECRET, "workspace"));
        return ((Verdict.Genuine) verdict).sightings();
    }

    private static Sighting sighting(String type, String id, Hint.Kind kind) {
        return new Sighting(type, id, kind, Instant.ofEpochSecond(1_772_366_400), "notif_1");
    }

    private static Sighting combined(String loser, String survivor) {
        return Sighting.combined("contacts", loser, survivor, Instant.ofEpochSecond(1_772_366_400), "notif_1");
    }

    private static String notification(String topic, String item) {
        return """
                {"type":"notification_event","app_id":"workspace","id":"notif_1","topic":"%s","created_at":1772366400,
                 "delivery_attempts":1,"data":{"type":"notification_event_data","item":%s}}""".formatted(topic, item);
    }

    private static Push push(String body, String secret, String identity) {
        return new Push("POST", URI.create("https://hooks.example.com/intercom"),
                Map.of("x-hub-signature", "sha1=" + hmac(secret, body)), body.getBytes(StandardCharsets.UTF_8), SECRET,
                identity, RECEIVED);
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
