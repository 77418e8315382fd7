package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HubSpotWebhooksTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final String ADDRESS = "https://sync.example.com/webhooks/hubspot/key";
    private static final String SECRET = "client-secret";

    private final HubSpotWebhooks webhooks = new HubSpotWebhooks();

    @Test
    void takesAPushThatIsSignedAndFresh() {
        assertThat(sightings("""
                [{"objectId":7,"eventId":1,"subscriptionId":2,"portalId":42,"occurredAt":1777896000000,
                  "subscriptionType":"contact.propertyChange","propertyName":"city","attemptNumber":0}]"""))
                .containsExactly(new Sighting(
                        "contacts", "7", Hint.Kind.CHANGED, Instant.ofEpochMilli(1777896000000L),
                        "1-2-7-1777896000000"));
    }

    @Test
    void refusesAPushThatIsTooOldOrFromTheFuture() {
        for (Duration away : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
            Instant sent = NOON.plus(away);
            assertThat(webhooks.receive(push("[]", ADDRESS, SECRET, Long.toString(sent.toEpochMilli()))))
                    .isInstanceOf(Verdict.Refused.class);
        }
        Instant just = NOON.minus(Duration.ofMinutes(5));
        assertThat(webhooks.receive(push("[]", ADDRESS, SECRET, Long.toString(just.toEpochMilli()))))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void refusesWhatIsNotSignedWithTheAccountsSecretOverThisAddressAndBody() {
        Push genuine = push("[]", ADDRESS, SECRET, now());
        assertThat(webhooks.receive(genuine)).isInstanceOf(Verdict.Genuine.class);

        assertThat(webhooks.receive(signed(genuine, "[{}]", ADDRESS, SECRET))).isInstanceOf(Verdict.Refused.class);
        assertThat(webhooks.receive(signed(genuine, "[]", ADDRESS + "2", SECRET))).isInstanceOf(Verdict.Refused.class);
        assertThat(webhooks.receive(signed(genuine, "[]", ADDRESS, "other"))).isInstanceOf(Verdict.Refused.class);
        assertThat(webhooks.receive(signed(genuine, "[]", ADDRESS, ""))).isInstanceOf(Verdict.Refused.class);
        Push unsigned = new Push(
                "POST", URI.create(ADDRESS), Map.of(), new byte[0], SECRET, "42", NOON);
        assertThat(webhooks.receive(unsigned)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void decodesOnlyWhatHubSpotDecodesInTheAddress() {
        assertThat(SignatureV3.decoded("https://a.example/x%3Ay%2fz%20w%26?q=%40%21%24%27%28%29%2A%2C%3B%3F"))
                .isEqualTo("https://a.example/x:y/z%20w%26?q=@!$'()*,;?");
    }

    @Test
    void doesNotUnderstandWhatIsNoArrayOfAtMostAHundredEvents() {
        String many = "[" + "{\"portalId\":42},".repeat(100) + "{\"portalId\":42}]";
        for (String body : List.of("no json", "{}", "", many)) {
            assertThat(webhooks.receive(push(body, ADDRESS, SECRET, now())))
                    .as(body)
                    .isInstanceOf(Verdict.Malformed.class);
        }
    }

    @Test
    void ignoresEventsOfOtherPortalsAndTypes() {
        assertThat(sightings("""
                [{"objectId":7,"portalId":43,"subscriptionType":"contact.creation"},
                 {"objectId":7,"portalId":42,"subscriptionType":"product.creation"},
                 {"objectId":7,"portalId":42,"subscriptionType":"contact"},
                 {"objectId":"../7","portalId":42,"subscriptionType":"contact.creation"},
                 {"objectId":8,"portalId":42,"objectTypeId":"0-7","subscriptionType":"object.creation"}]"""))
                .isEmpty();
    }

    @Test
    void understandsGenericEventsDeletionsAndAssociations() {
        assertThat(sightings("""
                [{"objectId":8,"portalId":42,"objectTypeId":"0-2","subscriptionType":"object.creation"},
                 {"objectId":9,"portalId":42,"subscriptionType":"contact.deletion"},
                 {"portalId":42,"subscriptionType":"contact.associationChange",
                  "associationType":"CONTACT_TO_COMPANY","fromObjectId":10,"toObjectId":20},
                 {"portalId":42,"subscriptionType":"company.associationChange",
                  "associationType":"COMPANY_TO_CONTACT","fromObjectId":20,"toObjectId":11}]"""))
                .extracting(seen -> seen.type() + "/" + seen.id() + " " + seen.kind())
                .containsExactly("companies/8 CHANGED", "contacts/9 DELETED", "contacts/10 CHANGED",
                        "contacts/11 CHANGED");
    }

    @Test
    void understandsDealsTicketsAndCustomObjects() {
        assertThat(sightings("""
                [{"objectId":1,"portalId":42,"subscriptionType":"deal.propertyChange","propertyName":"amount"},
                 {"objectId":2,"portalId":42,"subscriptionType":"ticket.deletion"},
                 {"objectId":3,"portalId":42,"objectTypeId":"0-3","subscriptionType":"object.creation"},
                 {"objectId":4,"portalId":42,"objectTypeId":"2-1001","subscriptionType":"object.propertyChange"},
                 {"portalId":42,"subscriptionType":"deal.associationChange",
                  "associationType":"DEAL_TO_COMPANY","fromObjectId":5,"toObjectId":20},
                 {"portalId":42,"subscriptionType":"company.associationChange",
                  "associationType":"COMPANY_TO_TICKET","fromObjectId":20,"toObjectId":6}]"""))
                .extracting(seen -> seen.type() + "/" + seen.id() + " " + seen.kind())
                .containsExactly("deals/1 CHANGED", "tickets/2 DELETED", "deals/3 CHANGED", "2-1001/4 CHANGED",
                        "deals/5 CHANGED", "tickets/6 CHANGED");
    }

    @Test
    void seesTheSurvivorAndAllLosersOfAMerge() {
        assertThat(sightings("""
                [{"objectId":1,"portalId":42,"subscriptionType":"contact.merge","primaryObjectId":1,
                  "mergedObjectIds":[2,3],"newObjectId":4}]"""))
                .extracting(seen -> seen.id() + " " + seen.kind() + seen.movedTo().map(id -> " into " + id).orElse(""))
                .containsExactly("4 CHANGED", "2 COMBINED into 4", "3 COMBINED into 4", "1 COMBINED into 4");
        assertThat(sightings("""
                [{"objectId":1,"portalId":42,"subscriptionType":"company.merge","primaryObjectId":1,
                  "mergedObjectIds":[2]}]"""))
                .extracting(seen -> seen.id() + " " + seen.kind() + seen.movedTo().map(id -> " into " + id).orElse(""))
                .containsExactly("1 CHANGED", "2 COMBINED into 1");
    }

    private List<Sighting> sightings(String body) {
        Verdict verdict = webhooks.receive(push(body, ADDRESS, SECRET, now()));
        assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
        return ((Verdict.Genuine) verdict).sightings();
    }

    private static String now() {
        return Long.toString(NOON.toEpochMilli());
    }

    /** The same headers with another body, address or secret. */
    private static Push signed(Push push, String body, String address, String secret) {
        return new Push(
                push.method(), URI.create(address), push.headers(), body.getBytes(StandardCharsets.UTF_8), secret,
                push.identity(), push.receivedAt());
    }

    private static Push push(String body, String address, String secret, String timestamp) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-hubspot-request-timestamp", timestamp);
        headers.put("x-hubspot-signature-v3", signature("POST" + address + body + timestamp, secret));
        return new Push(
                "POST", URI.create(address), headers, body.getBytes(StandardCharsets.UTF_8), secret, "42", NOON);
    }

    private static String signature(String signed, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
