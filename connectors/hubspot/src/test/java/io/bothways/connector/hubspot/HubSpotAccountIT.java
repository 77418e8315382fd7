package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.tck.Trial;
import io.bothways.tck.TurnedClock;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HubSpotAccountIT {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial hubspot;

    @BeforeEach
    void start() throws Exception {
        hubspot = new Trial(new HubSpotSubject(), SimulatorOptions.defaults().withContacts(3), apps, vault);
    }

    @AfterEach
    void close() {
        hubspot.close();
    }

    @Test
    void takesARefreshTokenAndRenewsAnExpiredAccessToken() throws Exception {
        App app = hubspot.app(Map.of(
                "refresh_token", hubspot.told("refresh_token"),
                "client_id", hubspot.told("client_id"),
                "client_secret", hubspot.told("client_secret")));
        assertThat(identify(app)).isEqualTo(hubspot.told("portal_id"));
        identify(app);
        assertThat(hubspot.calls("oauth.token")).isEqualTo(1);

        // Only the app's clock moves on: the app no longer takes a token that looks good to us.
        hubspot.control("POST", "clock/advance", Map.of("ms", Duration.ofHours(1).toMillis()));
        assertThat(identify(app)).isEqualTo(hubspot.told("portal_id"));
        assertThat(hubspot.calls("oauth.token")).isEqualTo(2);
    }

    @Test
    void saysThatCredentialsAreRefused() {
        List<Map<String, String>> wrong = List.of(
                Map.of("access_token", "pat-wrong"),
                Map.of(),
                Map.of("refresh_token", "wrong", "client_id", "wrong", "client_secret", "wrong"));
        for (Map<String, String> credentials : wrong) {
            App app = hubspot.app(credentials);
            assertThatThrownBy(() -> identify(app))
                    .isInstanceOfSatisfying(ConnectorException.class, failed -> {
                        assertThat(failed.kind()).isEqualTo(FailureKind.REAUTHORIZE);
                        assertThat(failed.failure().code()).isEqualTo(FailureCodes.CREDENTIALS_REFUSED);
                    });
        }
    }

    @Test
    void waitsAsLongAsTheAppSays() throws Exception {
        App app = hubspot.app();
        hubspot.control("PUT", "faults", Map.of("faults", List.of(Map.of(
                "operation", "*", "times", 1, "kind", "status", "status", 429,
                "headers", Map.of("Retry-After", "7"),
                "body", Map.of("status", "error", "policyName", "TEN_SECONDLY_ROLLING")))));
        Instant before = TurnedClock.now();

        assertThatThrownBy(() -> identify(app))
                .isInstanceOfSatisfying(ConnectorException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
                    assertThat(failed.retryAt().orElseThrow())
                            .isBetween(before.plusSeconds(7), TurnedClock.now().plusSeconds(7));
                });
    }

    @Test
    void takesThePushesThatTheAppSends() throws Exception {
        BlockingQueue<Push> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        receiver.createContext("/hook", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) ->
                    headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            received.add(new Push(
                    exchange.getRequestMethod(), address, headers, exchange.getRequestBody().readAllBytes(),
                    hubspot.told("webhook_secret"), hubspot.told("portal_id"), Instant.now()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            hubspot.control("PUT", "webhooks", Map.of("url", address.toString(), "enabled", true));
            String id = hubspot.control(
                            "POST", "records/contacts", Map.of("fields", Map.of("email", "new@example.com")))
                    .path("id")
                    .asText();

            Push push = received.poll(10, TimeUnit.SECONDS);
            assertThat(push).isNotNull();
            Verdict verdict = hubspot.app().connector().need(WebhookSource.class).receive(push);
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine ->
                    assertThat(genuine.sightings()).anySatisfy(seen -> {
                        assertThat(seen.type()).isEqualTo("contacts");
                        assertThat(seen.id()).isEqualTo(id);
                    }));
        } finally {
            receiver.stop(0);
        }
    }

    private static String identify(App app) {
        return app.call(connector -> connector.identify()).value().id();
    }
}
