package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    /** An hour before midnight of the account's zone, on a clock that stands still unless advanced. */
    private static final Clock FROZEN = Clock.fixed(Instant.parse("2026-02-11T04:00:00Z"), ZoneOffset.UTC);
    private final Simulator simulator =
            Simulator.start(new HubSpotApp(), SimulatorOptions.defaults().withClock(FROZEN).withRealLimits());
    private final VendorClient client = VendorClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCallWithoutAKnownTokenIsRefused() {
        VendorClient.Answer unknown = client.withToken("CNunknown").get(CONTACTS);

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().path("category").asText()).isEqualTo("INVALID_AUTHENTICATION");
        assertThat(client.withToken("two words").get(CONTACTS).status()).isEqualTo(530);
    }

    @Test
    void aRotatedTokenIsRefusedAtOnceAndTheNewOneIsTold() {
        String rotated = client.post("/_simulator/tokens/rotate", "{}").body().path("access_token").asText();

        assertThat(client.get(CONTACTS).status()).isEqualTo(401);
        assertThat(client.withToken(rotated).get(CONTACTS).status()).isEqualTo(200);
    }

    @Test
    void anIssuedTokenExpiresAfterHalfAnHour() {
        JsonNode issued = token("refresh_token", "").body();
        VendorClient app = client.withToken(issued.path("access_token").asText());
        client.advance(Duration.ofSeconds(1799));
        assertThat(app.get(CONTACTS).status()).isEqualTo(200);

        client.advance(Duration.ofSeconds(1));

        assertThat(issued.path("expires_in").asInt()).isEqualTo(1800);
        assertThat(app.get(CONTACTS).status()).isEqualTo(401);
        assertThat(app.get(CONTACTS).body().path("category").asText()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(client.get(CONTACTS).status()).as("a private app's token does not expire").isEqualTo(200);
    }

    @Test
    void aTokenRequestWithAWrongSecretIsRefused() {
        assertThat(token("refresh_token", "x").status()).isEqualTo(400);
        assertThat(token("password", "").body().path("status").asText()).isEqualTo("BAD_GRANT_TYPE");
    }

    @Test
    void anAddressThatIsTooLongIsRefusedBeforeAnythingElseIsLookedAt() {
        String properties = "?limit=1&properties=email,";

        assertThat(client.get(CONTACTS + properties + "p".repeat(15_900)).status()).isEqualTo(200);
        assertThat(client.get(CONTACTS + properties + "p".repeat(16_000)).status()).isEqualTo(414);
        assertThat(client.withToken("CNunknown").get(CONTACTS + properties + "p".repeat(16_000)).status())
                .isEqualTo(414);
    }

    @Test
    void theHundredAndNinetyFirstCallWithinTenSecondsIsRefused() {
        for (int call = 1; call <= 190; call++) {
            VendorClient.Answer answer = client.get(CONTACTS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-HubSpot-RateLimit-Remaining")).isEqualTo(String.valueOf(190 - call));
        }

        VendorClient.Answer refused = client.get(CONTACTS);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("policyName").asText()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.body().path("errorType").asText()).isEqualTo("RATE_LIMIT");
        assertThat(refused.header("X-HubSpot-RateLimit-Max")).isEqualTo("190");
        assertThat(refused.header("X-HubSpot-RateLimit-Interval-Milliseconds")).isEqualTo("10000");
        assertThat(client.get("/_simulator/calls").body().path("throttled").asInt()).isEqualTo(1);
        client.advance(Duration.ofMillis(9_999));
        assertThat(client.get(CONTACTS).status()).isEqualTo(429);
        client.advance(Duration.ofMillis(1));
        assertThat(client.get(CONTACTS).status()).isEqualTo(200);
    }

    @Test
    void theSixthSearchWithinASecondIsRefusedAndSearchesCarryNoHeaders() {
        for (int search = 0; search < 5; search++) {
            VendorClient.Answer answer = client.post(CONTACTS + "/search", "{}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-HubSpot-RateLimit-Max")).isEmpty();
        }

        VendorClient.Answer refused = client.post("/crm/v3/objects/companies/search", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("policyName").asText()).isEqualTo("SECONDLY");
        client.advance(Duration.ofSeconds(1));
        assertThat(client.post(CONTACTS + "/search", "{}").status()).isEqualTo(200);
    }

    @Test
    void theDailyCountEndsAtMidnightOfTheAccount() {
        client.get(CONTACTS);
        assertThat(client.get(CONTACTS).header("X-HubSpot-RateLimit-Daily-Remaining")).isEqualTo("649998");

        client.advance(Duration.ofHours(1));

        assertThat(client.get(CONTACTS).header("X-HubSpot-RateLimit-Daily-Remaining")).isEqualTo("649999");
    }

    @Test
    void publicAppsHaveALowerLimitAndNoDailyHeaders() {
        VendorClient app = client.withToken(token("client_credentials", "").body().path("access_token").asText());

        VendorClient.Answer answer = app.get(CONTACTS);

        assertThat(answer.header("X-HubSpot-RateLimit-Max")).isEqualTo("110");
        assertThat(answer.header("X-HubSpot-RateLimit-Daily")).isEmpty();
    }

    @Test
    void withLimitsOffNothingIsRefusedAndNoHeaderSent() {
        client.put("/_simulator/limits", "{'mode':'off'}");
        for (int call = 0; call < 200; call++) {
            VendorClient.Answer answer = client.get(CONTACTS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-HubSpot-RateLimit-Max")).isEmpty();
        }
    }

    private VendorClient.Answer token(String grant, String spoil) {
        JsonNode line = VendorClient.startLine(simulator);
        return client.form("/oauth/v1/token", "grant_type=" + grant + "&client_id=" + line.path("client_id").asText()
                + "&client_secret=" + line.path("client_secret").asText() + spoil
                + "&refresh_token=" + line.path("refresh_token").asText());
    }
}
