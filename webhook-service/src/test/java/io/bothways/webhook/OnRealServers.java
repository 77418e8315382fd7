package io.bothways.webhook;

import static io.restassured.RestAssured.given;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Hint;
import io.bothways.runtime.codec.Codec;
import io.bothways.webhook.Office.Desk;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the running service have in common. */
abstract class OnRealServers {
    @Inject
    Office office;

    @Inject
    Codec codec;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    Wire<ChangeEvent> changes;
    Wire<Hint> hints;

    @BeforeEach
    void listen() {
        changes = Wire.changes(servers, codec);
        hints = Wire.hints(servers, codec);
    }

    @AfterEach
    void hangUp() {
        changes.close();
        hints.close();
    }

    RequestSpecification genuine(Desk desk) {
        return given().header("X-Secret", Office.SECRET)
                .header("X-Sent-To", AtOnce.URL + "/webhooks/" + desk.key())
                .contentType("text/plain");
    }

    Response push(Desk desk, String... lines) {
        return genuine(desk).body(String.join("\n", lines)).post("/webhooks/" + desk.key());
    }

    List<Hint> hinted(Desk desk) {
        return hints.heard().stream()
                .filter(hint -> hint.head().account().equals(desk.account()))
                .toList();
    }

    <E extends ChangeEvent> List<E> published(Desk desk, Class<E> kind) {
        return changes.heard().stream()
                .filter(event -> event.head().account().equals(desk.account()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
