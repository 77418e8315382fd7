package io.bothways.simulator.pipedrive;

import static io.bothways.simulator.pipedrive.PipedriveFixture.DEALS;
import static io.bothways.simulator.pipedrive.PipedriveFixture.PERSONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipedriveAccessTest {
    private final PipedriveFixture pipedrive = new PipedriveFixture(SimulatorOptions.defaults().withRealLimits());
    private final VendorClient client = pipedrive.client;

    @AfterEach
    void stop() {
        pipedrive.close();
    }

    @Test
    void anUnknownTokenIsRefusedAndAnApiTokenIsNoBearerToken() {
        VendorClient.Answer unknown = client.withHeader("x-api-token", "nobody").get(PERSONS);

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().path("error").asText()).isEqualTo("unauthorized access");
        assertThat(client.withToken(pipedrive.startLine("access_token")).get(PERSONS).status()).isEqualTo(401);
        assertThat(client.withToken("x").get(PERSONS + "?api_token=" + pipedrive.startLine("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void aRefreshTokenWorksOnceAndItsAccessTokenForAnHour() {
        JsonNode first = exchange(pipedrive.startLine("refresh_token")).body();
        VendorClient app = client.withToken(first.path("access_token").asText());

        assertThat(first.path("api_domain").asText()).isEqualTo(pipedrive.simulator.baseUrl());
        assertThat(first.path("expires_in").asInt()).isEqualTo(3599);
        assertThat(app.get(PERSONS).header("x-ratelimit-limit")).isEqualTo("160");
        assertThat(exchange(pipedrive.startLine("refresh_token")).body().path("access_token").asText()).isNotEmpty();
        assertThat(exchange(first.path("refresh_token").asText()).body().path("error").asText())
                .isEqualTo("invalid_grant");
        client.advance(Duration.ofHours(1));
        assertThat(app.get(PERSONS).status()).isEqualTo(401);
        client.advance(Duration.ofDays(60));
        assertThat(exchange(pipedrive.startLine("refresh_token")).status()).as("sixty days unused").isEqualTo(400);
    }

    @Test
    void theConsentLeadsBackWithACodeThatIsExchanged() {
        VendorClient.Answer consent = client.get("/oauth/authorize?client_id=" + pipedrive.startLine("client_id")
                + "&redirect_uri=http://127.0.0.1/back&state=a%26b");
        String location = consent.header("Location");
        String code = location.replaceAll(".*code=([^&]*).*", "$1");

        assertThat(consent.status()).isEqualTo(302);
        assertThat(location).startsWith("http://127.0.0.1/back?code=").endsWith("&state=a%26b");
        assertThat(token("grant_type=authorization_code&code=" + code).status()).isEqualTo(200);
        assertThat(token("grant_type=password").status()).isEqualTo(400);
    }

    @Test
    void theFortyFirstCallWithinTwoSecondsIsRefused() {
        for (int call = 1; call <= 40; call++) {
            VendorClient.Answer answer = client.get(PERSONS + "/1");
            assertThat(answer.header("x-ratelimit-remaining")).isEqualTo(String.valueOf(40 - call));
        }

        VendorClient.Answer refused = client.get(PERSONS + "/1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("x-ratelimit-reset")).as("seconds from now").isEqualTo("2");
        assertThat(refused.header("Retry-After")).isEmpty();
        client.advance(Duration.ofSeconds(2));
        assertThat(client.get(PERSONS + "/1").status()).isEqualTo(404);
    }

    @Test
    void theEleventhSearchWithinTwoSecondsIsRefused() {
        for (int search = 0; search < 10; search++) {
            assertThat(client.get(PERSONS + "/search?term=ann").status()).isEqualTo(200);
        }

        assertThat(client.get(DEALS + "/search?term=ann").status()).isEqualTo(429);
        assertThat(client.get(PERSONS).status()).isEqualTo(200);
    }

    @Test
    void eachCallTakesItsCostFromTheBudgetOfTheCompany() {
        String header = "x-daily-ratelimit-token-remaining";
        int before = Integer.parseInt(client.get(PERSONS + "/1").header(header));
        int listed = Integer.parseInt(client.get(PERSONS).header(header));
        VendorClient.Answer write = client.post(PERSONS, "{'name':'Ann'}");
        int written = Integer.parseInt(write.header(header));
        int found = Integer.parseInt(client.get(PERSONS + "/search?term=ann").header(header));

        assertThat(before).isEqualTo(180_000 - 1);
        assertThat(before - listed).isEqualTo(10);
        assertThat(listed - written).isEqualTo(5);
        assertThat(written - found).isEqualTo(20);
        assertThat(write.header("x-daily-requests-left")).isEqualTo("9999");
    }

    @Test
    void aSpentBudgetLooksLikeABurstButLastsUntilMidnightOfTheServer() {
        client.put("/_simulator/daily-tokens", "{'remaining':9}");
        VendorClient.Answer refused = client.get(PERSONS);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("x-ratelimit-reset")).isEqualTo("1");
        assertThat(client.get(PERSONS + "/1").status()).as("nine tokens pay for a single read").isEqualTo(404);
        client.advance(Duration.ofHours(18).plusMinutes(59));
        assertThat(client.get(PERSONS).status()).isEqualTo(429);
        client.advance(Duration.ofMinutes(1));
        assertThat(client.get(PERSONS).status()).isEqualTo(200);
    }

    @Test
    void whoGoesOnAfterAHundredRefusalsMeetsTheShield() {
        client.put("/_simulator/daily-tokens", "{'remaining':0}");
        for (int call = 0; call < 100; call++) {
            assertThat(client.get(PERSONS).status()).isEqualTo(429);
        }

        VendorClient.Answer shut = client.get(PERSONS);

        assertThat(shut.status()).isEqualTo(403);
        assertThat(shut.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void afterAnIdleHourTheDailyHeadersAreMissingForThreeAnswers() {
        client.get(PERSONS);
        client.advance(Duration.ofHours(1));

        for (int call = 0; call < 3; call++) {
            assertThat(client.get(PERSONS).header("x-daily-ratelimit-token-limit")).isEmpty();
        }
        assertThat(client.get(PERSONS).header("x-daily-ratelimit-token-limit")).isEqualTo("180000");
    }

    @Test
    void anUnpaidAccountIsRefusedWithItsOwnStatus() {
        client.put("/_simulator/account", "{'active':false}");

        assertThat(client.get(PERSONS).status()).isEqualTo(402);
    }

    private VendorClient.Answer exchange(String refreshToken) {
        return token("grant_type=refresh_token&refresh_token=" + refreshToken);
    }

    private VendorClient.Answer token(String form) {
        String client = pipedrive.startLine("client_id") + ":" + pipedrive.startLine("client_secret");
        return this.client.withHeader("Authorization", "Basic "
                + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                .form("/oauth/token", form);
    }
}
