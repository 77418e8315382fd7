package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntercomAccessTest {
    /** Three seconds into a window of ten. */
    private static final Instant NOW = Instant.parse("2026-02-10T09:00:03Z");
    private final Simulator simulator = Simulator.start(new IntercomApp(),
            SimulatorOptions.defaults().withClock(Clock.fixed(NOW, ZoneOffset.UTC)).withRealLimits());
    private final IntercomClient client = IntercomClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCallWithoutAKnownTokenIsRefusedAndToldNoLimits() {
        VendorClient.Answer refused = client.token("unknown").get("/me");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(IntercomClient.code(refused)).isEqualTo("unauthorized");
        assertThat(refused.headers().firstValue("X-RateLimit-Limit")).isEmpty();
        assertThat(client.get("/me").header("X-RateLimit-Remaining")).isEqualTo("1666");
    }

    @Test
    void aCodeIsGoodForOneTokenThatLastsUntilItIsRevoked() {
        String id = IntercomClient.startLine(simulator, "client_id");
        String location = client.get("/oauth?client_id=" + id
                + "&state=a%20b&redirect_uri=https://bothways.example/back").header("Location");
        assertThat(location).startsWith("https://bothways.example/back?code=").endsWith("&state=a+b");
        String code = location.replaceFirst("^.*code=", "").replaceFirst("&.*$", "");
        String body = "{'client_id':'" + id + "','client_secret':'"
                + IntercomClient.startLine(simulator, "client_secret") + "','code':'" + code + "'}";

        JsonNode issued = client.post("/auth/eagle/token", body).body();
        IntercomClient app = client.token(issued.path("access_token").asText());

        assertThat(issued.path("token").asText()).isEqualTo(issued.path("access_token").asText());
        assertThat(issued.has("expires_in")).isFalse();
        assertThat(client.post("/auth/eagle/token", body).status()).as("the same code again").isEqualTo(401);
        client.post("/_simulator/clock/advance", "{'ms':31536000000}");
        assertThat(app.get("/me").status()).as("a year later").isEqualTo(200);
        client.post("/_simulator/tokens/revoke", "{'token':'" + issued.path("token").asText() + "'}");
        assertThat(app.get("/me").status()).isEqualTo(401);
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void theVersionAskedForIsToldAndAnUnknownOneRefused() {
        assertThat(client.version("2.11").get("/me").header("Intercom-Version")).isEqualTo("2.11");
        for (String version : new String[] {"2.17", "3.0", "1.4", "newest"}) {
            VendorClient.Answer refused = client.version(version).get("/me");
            assertThat(refused.status()).as(version).isEqualTo(400);
            assertThat(IntercomClient.code(refused)).isEqualTo("intercom_version_invalid");
        }
    }

    @Test
    void theCallBeyondTheWindowsLimitWaitsForTheSecondThatTheHeaderNames() {
        for (int call = 1; call <= 1_667; call++) {
            assertThat(client.get("/me").status()).isEqualTo(200);
        }

        VendorClient.Answer refused = client.get("/me");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(IntercomClient.code(refused)).isEqualTo("rate_limit_exceeded");
        assertThat(IntercomClient.message(refused)).isEqualTo("Exceeded rate limit of 1667 in 10_seconds");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("1667");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(String.valueOf(NOW.getEpochSecond() + 7));
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        client.post("/_simulator/clock/advance", "{'ms':6999}");
        assertThat(client.get("/me").status()).isEqualTo(429);
        client.post("/_simulator/clock/advance", "{'ms':1}");
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoJsonAndWhatIsNoPathAreErrorLists() {
        assertThat(IntercomClient.code(client.post("/contacts", "{"))).isEqualTo("bad_request");
        assertThat(IntercomClient.code(client.get("/nothing"))).isEqualTo("not_found");
        assertThat(client.get("/nothing").status()).isEqualTo(404);
    }
}
