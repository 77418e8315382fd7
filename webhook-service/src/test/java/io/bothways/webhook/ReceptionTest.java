package io.bothways.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.event.Hint;
import io.bothways.testing.servers.RealServers;
import io.bothways.webhook.Office.Desk;
import io.bothways.webhook.orchard.Orchard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(AtOnce.class)
class ReceptionTest extends OnRealServers {
    @Test
    void answersWithTheAppsAcknowledgementOnceTheHintsAreDurable() {
        Desk desk = office.open();

        Response response = push(desk, "CHANGED trees t1", "DELETED trees t2");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asString()).isEqualTo(Orchard.ACKNOWLEDGEMENT);
        assertThat(response.contentType()).startsWith("text/xml");
        Eventually.holds(() -> assertThat(hinted(desk)).hasSize(2));
        assertThat(hinted(desk)).extracting(hint -> hint.head().cause().kind()).containsOnly(Cause.Kind.WEBHOOK);
    }

    @Test
    void onePushGivesOneHintPerRecordAndRemembersADeletion() {
        Desk desk = office.open();

        push(desk, "CHANGED trees t1", "DELETED trees t1", "CHANGED trees t1");

        Eventually.holds(() -> assertThat(hinted(desk)).isNotEmpty());
        assertThat(hinted(desk)).extracting(Hint::kind).containsExactly(Hint.Kind.DELETED);
    }

    @Test
    void ignoresTypesThatNobodyMaps() {
        Desk desk = office.open();

        assertThat(push(desk, "CHANGED stones s1").statusCode()).isEqualTo(200);
        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(hinted(desk)).isNotEmpty());
        assertThat(hinted(desk)).extracting(hint -> hint.ref().type()).containsOnly("trees");
    }

    @Test
    void refusesAWrongSecretAndPublishesNothing() {
        Desk desk = office.open();

        Response response = given().header("X-Secret", "guessed")
                .header("X-Sent-To", AtOnce.URL + "/webhooks/" + desk.key())
                .contentType("text/plain")
                .body("CHANGED trees t1")
                .post("/webhooks/" + desk.key());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.asString()).isEmpty();
        push(desk, "CHANGED trees t2");
        Eventually.holds(() -> assertThat(hinted(desk)).isNotEmpty());
        assertThat(hinted(desk)).extracting(hint -> hint.ref().id()).containsExactly("t2");
    }

    @Test
    void takesTheAddressFromConfigurationAndNotFromTheRequest() {
        Desk desk = office.open();

        Response response = given().header("X-Secret", Office.SECRET)
                .header("X-Sent-To", "http://localhost:" + RestAssured.port + "/webhooks/" + desk.key())
                .header("Host", "hooks.attacker.test")
                .contentType("text/plain")
                .body("CHANGED trees t1")
                .post("/webhooks/" + desk.key());

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesWhatCannotBeUnderstood() {
        Desk desk = office.open();

        assertThat(push(desk, "nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesABodyBeyondOneMegabyteUnread() {
        Desk desk = office.open();

        int status = genuine(desk)
                .body("x".repeat(1_100_000))
                .post("/webhooks/" + desk.key())
                .statusCode();

        assertThat(status).isEqualTo(413);
    }

    @Test
    void anUnknownKeyIsAnsweredLikeAnyAddressThatDoesNotExist() {
        Desk desk = office.open();

        Response unknown = genuine(desk).body("CHANGED trees t1").post("/webhooks/no-such-key");
        Response withoutSecret = given().body("").post("/webhooks/another");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.asString()).isEmpty();
        assertThat(withoutSecret.statusCode()).isEqualTo(404);
        assertThat(withoutSecret.headers().asList()).extracting(header -> header.getName())
                .isEqualTo(unknown.headers().asList().stream().map(header -> header.getName()).toList());
    }

    @Test
    void countsPushesByOutcome() {
        Desk desk = office.open();
        push(desk, "CHANGED trees t1");
        push(desk, "nonsense");

        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("bothways_webhook_received_total{connector=\"orchard\",outcome=\"accepted\"")
                .contains("bothways_webhook_received_total{connector=\"orchard\",outcome=\"malformed\"")
                .contains("bothways_webhook_pending ")
                .contains("bothways_webhook_pending_age_seconds ");
    }
}
