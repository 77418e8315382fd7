package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundMessagesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final String ORGANIZATION = "00DD00000001MzE";
    private static final String NOTIFICATION = """
            <Notification><Id>04lD00000004CkQIAU</Id>
              <sObject xsi:type="sf:Contact" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
                <sf:Id>003D000000Ihp5aIAB</sf:Id><sf:Email>a&amp;b@example.com</sf:Email>
              </sObject></Notification>""";

    private final OutboundMessages messages = new OutboundMessages();

    @Test
    void readsNotificationsAndAcknowledgesExactly() {
        Verdict verdict = receive(message(ORGANIZATION, NOTIFICATION), SalesforceId.canonical(ORGANIZATION));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine -> {
            assertThat(genuine.sightings()).containsExactly(new Sighting(
                    "Contact", "003D000000Ihp5aIAB", Hint.Kind.CHANGED, NOON, "04lD00000004CkQIAU"));
            assertThat(genuine.contentType()).isEqualTo("text/xml");
            assertThat(genuine.acknowledgement()).contains("<notificationsResponse"
                    + " xmlns=\"http://soap.sforce.com/2005/09/outbound\"><Ack>true</Ack></notificationsResponse>");
        });
    }

    @Test
    void takesTheOrganisationInEitherForm() {
        String canonical = SalesforceId.canonical(ORGANIZATION);
        for (String named : new String[] {ORGANIZATION, canonical}) {
            for (String identity : new String[] {ORGANIZATION, canonical}) {
                assertThat(receive(message(named, NOTIFICATION), identity)).isInstanceOf(Verdict.Genuine.class);
            }
        }
    }

    @Test
    void refusesMessagesOfAnotherOrNoOrganisation() {
        assertThat(receive(message("00DD00000001MzF", NOTIFICATION), ORGANIZATION)).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(message("", NOTIFICATION), "")).isInstanceOf(Verdict.Refused.class);
        assertThat(receive(message(ORGANIZATION, NOTIFICATION), "")).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void readsNoDocumentTypesAndNoEntities() {
        String external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + message(ORGANIZATION, NOTIFICATION.replace("04lD00000004CkQIAU", "&e;"));
        String internal = "<!DOCTYPE x [<!ENTITY e \"04lD00000004CkQIAU\">]>"
                + message(ORGANIZATION, NOTIFICATION.replace("04lD00000004CkQIAU", "&e;"));
        String unused = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + message(ORGANIZATION, NOTIFICATION);
        for (String body : new String[] {external, internal, unused}) {
            assertThat(receive(body, ORGANIZATION)).as(body).isInstanceOf(Verdict.Malformed.class);
        }
    }

    @Test
    void doesNotUnderstandWhatIsNoMessageOrTooLong() {
        String tooMany = message(ORGANIZATION, NOTIFICATION.repeat(101));
        String none = message(ORGANIZATION, "");
        for (String body : new String[] {"", "{}", "<a/>", "<a>", tooMany, none}) {
            assertThat(receive(body, ORGANIZATION)).as(body).isNotInstanceOf(Verdict.Genuine.class);
        }
        assertThat(receive(message(ORGANIZATION, NOTIFICATION.repeat(100)), ORGANIZATION))
                .isInstanceOfSatisfying(Verdict.Genuine.class, genuine ->
                        assertThat(genuine.sightings()).hasSize(100));
    }

    @Test
    void passesOverTypesThatAreNotKeptInStep() {
        assertThat(receive(message(ORGANIZATION, NOTIFICATION.replace("sf:Contact", "sf:Task")), ORGANIZATION))
                .isInstanceOfSatisfying(Verdict.Genuine.class, genuine ->
                        assertThat(genuine.sightings()).isEmpty());
    }

    private Verdict receive(String body, String identity) {
        return messages.receive(new Push(
                "POST", URI.create("https://sync.example.com/x"), Map.of(), body.getBytes(StandardCharsets.UTF_8), "",
                identity, NOON));
    }

    private static String message(String organization, String notifications) {
        return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>" + organization
                + "</OrganizationId><ActionId>04kD00000001234</ActionId><SessionId xsi:nil=\"true\"/>"
                + notifications + "</notifications></soapenv:Body></soapenv:Envelope>";
    }
}
