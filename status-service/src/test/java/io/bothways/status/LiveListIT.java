package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bothways.contracts.event.Activity.Polled;
import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@Timeout(60)
class LiveListIT {
    @Inject
    Scene scene;

    @TestHTTPResource("/api/v1/activity/stream")
    URI stream;

    @Test
    void whatHappensIsStreamedAsItHappens() throws Exception {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");

        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = open(http, tenant, "0")) {
            // When
            scene.send(found(tenant, account, 3));
            String first = data(events, "Found 3 changes in contacts");
            scene.send(found(tenant, account, 4));
            String second = data(events, "Found 4 changes in contacts");

            // Then
            assertThat(first).doesNotContain("Found 4");
            assertThat(second)
                    .doesNotContain("Found 3")
                    .contains("\"kind\":\"poll\"", "\"account\":\"" + account + "\"");
        }
    }

    @Test
    void aStreamThatIsOpenedAgainGoesOnAfterTheLastEntryThatWasSeen() throws Exception {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");
        scene.send(found(tenant, account, 3), found(tenant, account, 4));
        Scene.eventually(() -> tenant.asks().get("/api/v1/activity").jsonPath().getList("").size() == 2);
        Number seen = tenant.asks().get("/api/v1/activity").path("[0].id");

        // When
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = open(http, tenant, seen.toString())) {
            String data = data(events, "Found 4 changes in contacts");

            // Then
            assertThat(data).doesNotContain("Found 3");
        }
    }

    @Test
    void anotherTenantsNewsAreNotTold() {
        // Given
        Tenant tenant = scene.tenant();
        Tenant other = scene.tenant();

        // When
        scene.send(
                found(other, scene.account(other, "apple", "Theirs"), 3),
                found(tenant, scene.account(tenant, "apple", "Mine"), 4));

        // Then
        Scene.eventually(() -> tenant.asks().get("/api/v1/activity").jsonPath().getList("").size() == 1);
        tenant.asks().get("/api/v1/activity").then().body("[0].words", equalTo("Found 4 changes in contacts"));
    }

    private BufferedReader open(HttpClient http, Tenant tenant, String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Authorization", "Bearer " + tenant.key())
                .header("Last-Event-ID", lastEventId)
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The data of the first event that has the words. */
    private static String data(BufferedReader events, String words) throws IOException {
        String line = events.readLine();
        while (line != null && !(line.startsWith("data:") && line.contains(words))) {
            line = events.readLine();
        }
        return line == null ? "" : line;
    }

    private static Polled found(Tenant tenant, String account, int records) {
        return new Polled(tenant.head(account), "contacts", records, Duration.ofSeconds(30), "active");
    }
}
