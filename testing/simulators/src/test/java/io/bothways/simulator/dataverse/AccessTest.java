package io.bothways.simulator.dataverse;

import static io.bothways.simulator.dataverse.DataverseClient.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final int REQUESTS = 8;

    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        DataverseApp limited = new DataverseApp(REQUESTS, 3, Duration.ofSeconds(1200));
        dataverse = new DataverseClient(limited, SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void givesTokensThatExpireAfterOneToOneAndAHalfHours() {
        Answer token = token();
        int seconds = token.body().path("expires_in").asInt();

        assertThat(seconds).isBetween(3600, 5400);
        assertThat(token.body().path("token_type").asText()).isEqualTo("Bearer");
        dataverse.token(token.body().path("access_token").asText());
        dataverse.advance(seconds * 1000L - 2000);
        assertThat(dataverse.get("WhoAmI").status()).isEqualTo(200);
        dataverse.advance(3000);
        Answer expired = dataverse.get("WhoAmI");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text()).isEmpty();
        assertThat(expired.header("WWW-Authenticate")).startsWith("Bearer authorization_uri=");
        dataverse.token(token("grant_type", "refresh_token", "refresh_token",
                dataverse.startLine.path("refresh_token").asText()).body().path("access_token").asText());
        assertThat(dataverse.get("WhoAmI").status()).isEqualTo(200);
        dataverse.control("POST", "tokens/revoke", "{}");
        assertThat(dataverse.get("WhoAmI").status()).isEqualTo(401);
    }

    @Test
    void refusesTokensWithNumberedSentences() {
        Answer secret = token("client_secret", "x");
        assertThat(secret.status()).isEqualTo(401);
        assertThat(secret.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(secret.body().path("error_description").asText()).startsWith("AADSTS7000215: ");
        assertThat(secret.body().path("error_codes").get(0).asInt()).isEqualTo(7000215);
        assertThat(token("client_id", "x").body().path("error").asText()).isEqualTo("unauthorized_client");
        assertThat(token("scope", "https://graph.microsoft.com/.default").body().path("error").asText())
                .isEqualTo("invalid_scope");
        assertThat(token("grant_type", "refresh_token", "refresh_token", "x").body().path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(token("grant_type", "password").body().path("error").asText()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void tellsToWaitAndToWaitLongerIfOneDoesNot() {
        dataverse.control("PUT", "limits", "{\"mode\":\"real\"}");
        for (int call = 0; call < REQUESTS; call++) {
            assertThat(dataverse.get("WhoAmI").status()).isEqualTo(200);
        }

        Answer refused = dataverse.get("WhoAmI");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("0x80072322");
        assertThat(refused.message())
                .isEqualTo("Number of requests exceeded the limit of 8 over time window of 300 seconds.");
        int wait = Integer.parseInt(refused.header("Retry-After"));
        assertThat(wait).isBetween(280, 300);
        assertThat(refused.header("x-ms-ratelimit-burst-remaining-xrm-requests")).isEqualTo("0");
        dataverse.advance(10_000);
        for (int push = 0; push < 5; push++) {
            refused = dataverse.get("WhoAmI");
        }
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isGreaterThan(wait - 10);
        assertThat(dataverse.control("GET", "calls", "").path("throttled").asInt()).isEqualTo(6);
        dataverse.advance(310_000);
        assertThat(dataverse.get("WhoAmI").status()).isEqualTo(200);
    }

    @Test
    void limitsTheTimeThatRequestsTake() {
        String part = "--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "POST /api/data/v9.2/contacts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}\r\n";
        DataverseApp slow = new DataverseApp(6000, 52, Duration.ofSeconds(12));
        try (DataverseClient busy = new DataverseClient(slow, SimulatorOptions.defaults())) {
            busy.control("PUT", "limits", "{\"mode\":\"real\"}");
            String body = part.repeat(10) + "--batch_1--\r\n";
            Answer answer = busy.batch(body);
            int batches = 1;
            while (answer.status() == 200 && batches < 40) {
                answer = busy.batch(body);
                batches++;
            }

            assertThat(answer.code()).isEqualTo("0x80072321");
            assertThat(answer.message()).startsWith("Combined execution time of incoming requests exceeded limit of"
                    + " 12,000 milliseconds over time window of 300 seconds.");
            assertThat(batches).isBetween(19, 23);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void limitsRequestsAtOnce() {
        dataverse.control("PUT", "limits", "{\"mode\":\"real\"}");
        dataverse.control("PUT", "latency", "{\"ms\":2000}");
        HttpRequest request = HttpRequest.newBuilder(URI.create(dataverse.baseUrl() + DataverseClient.API + "WhoAmI"))
                .header("Authorization", "Bearer " + dataverse.startLine.path("access_token").asText()).build();

        List<CompletableFuture<HttpResponse<String>>> calls = Stream.generate(() ->
                dataverse.http().sendAsync(request, HttpResponse.BodyHandlers.ofString())).limit(5).toList();
        List<HttpResponse<String>> refused = calls.stream().map(CompletableFuture::join)
                .filter(response -> response.statusCode() == 429).toList();

        assertThat(refused).hasSize(2).allMatch(response -> response.body().contains("0x80072326"));
    }

    @Test
    void answersInTheVersionsItKnowsAndToAddressesItHas() {
        Answer older = dataverse.get(dataverse.baseUrl() + "/api/data/v9.0/contacts");
        assertThat(older.body().path("@odata.context").asText())
                .contains("/api/data/v9.0/$metadata#contacts");
        assertThat(dataverse.get(dataverse.baseUrl() + "/api/data/v7.0/contacts").status()).isEqualTo(404);
        assertThat(dataverse.get("nonsense").message()).isEqualTo("Resource not found for the segment 'nonsense'.");
        assertThat(dataverse.patch("contacts", row("lastname", "x")).status()).isIn(404, 405);
    }

    @Test
    void losesAnswersAfterTheWriteWasApplied() {
        dataverse.control("PUT", "faults", "{\"faults\":[{\"operation\":\"contacts.create\",\"times\":1,"
                + "\"kind\":\"status_after\",\"status\":500,\"headers\":{},\"body\":{}}]}");

        assertThat(dataverse.post("contacts", row("lastname", "Ash")).status()).isEqualTo(500);

        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("1");
    }

    @Test
    void keepsRowsVersionsAndDeltaLinksOverARestart(@TempDir Path folder) {
        SimulatorOptions options = SimulatorOptions.parse(List.of("--contacts", "3", "--companies", "1", "--data",
                folder.resolve("state.json").toString()));
        String link;
        JsonNode before;
        try (DataverseClient first = new DataverseClient(options)) {
            link = first.get("contacts", "Prefer", "odata.track-changes").body().path("@odata.deltaLink").asText();
            String gone = first.get("contacts?$top=1").body().path("value").get(0).path("contactid").asText();
            first.delete("contacts(" + gone + ")");
            before = first.get("contacts").body().path("value");
        }
        try (DataverseClient second = new DataverseClient(options)) {
            assertThat(second.get("contacts").body().path("value")).isEqualTo(before);
            JsonNode changes = second.get(second.baseUrl() + link.substring(link.indexOf("/api/")))
                    .body().path("value");
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).path("reason").asText()).isEqualTo("deleted");
            String made = second.created("contacts", "lastname", "Ash");
            assertThat(second.get("contacts(" + made + ")?$select=versionnumber").body().path("versionnumber").asLong())
                    .isGreaterThan(before.get(0).path("versionnumber").asLong());
        }
    }

    private Answer token(String... replaced) {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials",
                "client_id", dataverse.startLine.path("client_id").asText(),
                "client_secret", dataverse.startLine.path("client_secret").asText(),
                "scope", dataverse.baseUrl() + "/.default"));
        for (int at = 0; at < replaced.length; at += 2) {
            form.put(replaced[at], replaced[at + 1]);
        }
        return dataverse.form("/" + dataverse.startLine.path("tenant_id").asText() + "/oauth2/v2.0/token", form);
    }
}
