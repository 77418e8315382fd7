package io.bothways.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.testing.servers.RealServers;
import io.bothways.webhook.Office.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Pushes as vendors send them, through the door; nothing is read again, because the apps are not there. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(AtOnce.class)
class VendorPushTest extends OnRealServers {
    private static final String PORTAL = "4711";
    private static final String ORGANIZATION = "00D5g000004ABCD";
    private static final String EVENT = "[{\"objectId\":51,\"eventId\":1,\"subscriptionId\":2,\"portalId\":4711,"
            + "\"occurredAt\":1760000000000,\"subscriptionType\":\"contact.propertyChange\",\"attemptNumber\":0}]";
    private static final String ENVELOPE = "<soapenv:Envelope"
            + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
            + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>%s</OrganizationId>"
            + "<ActionId>04k5g000000001A</ActionId><Notification><Id>04l5g000000001B</Id>"
            + "<sObject xsi:type=\"sf:Contact\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">"
            + "<sf:Id>%s</sf:Id></sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>";

    @Test
    void aSignedHubSpotPushBecomesAHint() {
        Desk desk = office.open("hubspot", "contacts", PORTAL, "{}");

        Response response = signed(desk, EVENT, Instant.now(), Office.SECRET);

        assertThat(response.statusCode()).isEqualTo(200);
        Eventually.holds(() -> assertThat(hinted(desk)).hasSize(1));
        assertThat(hinted(desk).getFirst().ref().id()).isEqualTo("51");
        assertThat(hinted(desk).getFirst().head().occurredAt()).isEqualTo(Instant.ofEpochMilli(1_760_000_000_000L));
    }

    @Test
    void aHubSpotPushThatIsForgedOrStaleOrNoEventsIsRefused() {
        Desk desk = office.open("hubspot", "contacts", PORTAL, "{}");
        Instant now = Instant.now();

        assertThat(signed(desk, EVENT, now, "guessed").statusCode()).isEqualTo(401);
        assertThat(signed(desk, EVENT, now.minus(Duration.ofMinutes(6)), Office.SECRET).statusCode()).isEqualTo(401);
        assertThat(signed(desk, "{nonsense", now, Office.SECRET).statusCode()).isEqualTo(400);
        assertThat(hinted(desk)).isEmpty();
    }

    @Test
    void aSalesforceMessageIsAcknowledgedWithExactlyWhatSalesforceWants() {
        Desk desk = office.open("salesforce", "Contact", ORGANIZATION, "{}");

        Response response = outbound(desk, ENVELOPE.formatted(ORGANIZATION, "0035g000001AbCd"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("text/xml");
        assertThat(response.asString())
                .contains("<notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\">"
                        + "<Ack>true</Ack></notificationsResponse>");
        Eventually.holds(() -> assertThat(hinted(desk)).hasSize(1));
        assertThat(hinted(desk).getFirst().ref().id()).startsWith("0035g000001AbCd").hasSize(18);
    }

    @Test
    void aSalesforceMessageOfAnotherOrganisationOrWithADocumentTypeIsRefused() {
        Desk desk = office.open("salesforce", "Contact", ORGANIZATION, "{}");
        String genuine = ENVELOPE.formatted(ORGANIZATION, "0035g000001AbCd");
        String withDocumentType = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + genuine;
        String another = ENVELOPE.formatted("00D5g000004WXYZ", "0035g000001AbCd");

        assertThat(outbound(desk, another).statusCode()).isEqualTo(401);
        assertThat(outbound(desk, withDocumentType).statusCode()).isEqualTo(400);
        assertThat(hinted(desk)).isEmpty();
    }

    private static Response outbound(Desk desk, String message) {
        return given().contentType("text/xml; charset=UTF-8").body(message).post("/webhooks/" + desk.key());
    }

    private static Response signed(Desk desk, String body, Instant at, String secret) {
        String timestamp = Long.toString(at.toEpochMilli());
        String text = "POST" + AtOnce.URL + "/webhooks/" + desk.key() + body + timestamp;
        return given().header("X-HubSpot-Signature-v3", signature(text, secret))
                .header("X-HubSpot-Request-Timestamp", timestamp)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/" + desk.key());
    }

    private static String signature(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
