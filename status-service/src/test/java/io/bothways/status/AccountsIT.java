package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.bothways.contracts.event.Activity.AccountChecked;
import io.bothways.contracts.event.Activity.AccountFailed;
import io.bothways.contracts.event.Activity.AccountParked;
import io.bothways.contracts.event.Activity.AccountRecovered;
import io.bothways.contracts.event.Activity.PushesArranged;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.event.Request.CheckAccount;
import io.bothways.contracts.write.Failure;
import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AccountsIT {
    @Inject
    Scene scene;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name                     | {\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"}}",
                "name                     | {\"name\":\"  \",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"}}",
                "name                     | {\"name\":5,\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"}}",
                "name                     | {\"name\":\"a\\u0000b\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"}}",
                "connector                | {\"name\":\"A\",\"credentials\":{\"access_token\":\"x\"}}",
                "connector                | {\"name\":\"A\",\"connector\":\"banana\",\"credentials\":{\"access_token\":\"x\"}}",
                "colour                   | {\"name\":\"A\",\"connector\":\"apple\",\"colour\":\"red\"}",
                "credentials              | {\"name\":\"A\",\"connector\":\"apple\"}",
                "credentials              | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"client_id\":\"x\"}}",
                "credentials              | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":[]}",
                "credentials.password     | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\",\"password\":\"y\"}}",
                "credentials.access_token | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":null}}",
                "base_url                 | {\"name\":\"A\",\"connector\":\"apple\",\"base_url\":\"ftp://x\",\"credentials\":{\"access_token\":\"x\"}}",
                "settings.poll_interval   | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"poll_interval\":\"soon\"}}",
                "settings.settle_delays.x | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"settle_delays\":{\"x\":\"soon\"}}}",
                "settings.budgets.daily   | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"budgets\":{\"daily\":0}}}",
                "settings.budgets.daily   | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"budgets\":{\"daily\":\"x\"}}}",
                "settings.budgets.daily   | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"budgets\":{\"daily\":-5}}}",
                "settings.budgets.hourly  | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"budgets\":{\"hourly\":5}}}",
                "settings.reserve         | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"reserve\":120}}",
                "settings.reserve         | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"reserve\":-1}}",
                "settings.ceiling         | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"ceiling\":0}}",
                "settings.ceiling         | {\"name\":\"A\",\"connector\":\"apple\",\"credentials\":{\"access_token\":\"x\"},\"settings\":{\"ceiling\":101}}",
            })
    void anAccountThatCannotBeIsRefusedByTheNameOfTheMember(String member, String body) {
        refused(scene.tenant().asks().body(body).post("/api/v1/accounts").then(), member);
    }

    @Test
    void settingsAreChangedOneByOneAndWhatIsAbsentStays() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");
        tenant.asks().body("{\"settings\":{\"reserve\":25,\"budgets\":{\"daily\":5000}}}")
                .patch("/api/v1/accounts/" + account).then().statusCode(200);

        // When
        ValidatableResponse answer = tenant.asks().body("{\"settings\":{\"ceiling\":80}}")
                .patch("/api/v1/accounts/" + account).then();

        // Then
        answer.statusCode(200)
                .body("settings.ceiling", equalTo(80))
                .body("settings.reserve", equalTo(25))
                .body("settings.budgets.daily", equalTo(5000))
                .body("state", equalTo("CONNECTING"));
        refused(tenant.asks().body("{\"settings\":{\"budgets\":{\"weekly\":1}}}")
                .patch("/api/v1/accounts/" + account).then(), "settings.budgets.weekly");
    }

    @Test
    void theLimitsOfAnAccountAreToldToItsTenantOnly() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");
        scene.budget("apple/" + account + "/daily", "day Europe/Amsterdam", 1000, 800);

        // When
        ValidatableResponse answer = tenant.asks().get("/api/v1/accounts/" + account + "/budgets").then();

        // Then
        answer.statusCode(200)
                .body("limit", equalTo(List.of("daily")))
                .body("[0].allowed", equalTo(1000))
                .body("[0].left", equalTo(800))
                .body("[0].per", equalTo("day Europe/Amsterdam"));
        scene.tenant().asks().get("/api/v1/accounts/" + account + "/budgets").then().statusCode(404);
    }

    @Test
    void anAccountIsPausedAndResumedAndItsWritesAreTriedAgain() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");
        String path = "/api/v1/accounts/" + account;

        // When
        tenant.asks().post(path + "/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        tenant.asks().post(path + "/resume").then().statusCode(200).body("state", equalTo("CONNECTING"));
        tenant.asks().post(path + "/retry").then().statusCode(202);

        // Then
        assertThat(scene.requests(tenant, 3)).extracting(request -> request.getClass().getSimpleName())
                .containsExactly("CheckAccount", "CheckAccount", "RetryWrites");
        scene.tenant().asks().post(path + "/pause").then().statusCode(404);
    }

    @Test
    void whatWaitsToBeWrittenIsGivenUpForAReasonOnly() {
        // Given
        Tenant tenant = scene.tenant();
        String path = "/api/v1/accounts/" + scene.account(tenant, "apple", "Apple") + "/purge";

        // When
        refused(tenant.asks().body(Map.of()).post(path).then(), "reason");
        tenant.asks().body(Map.of("reason", "imported the wrong list")).post(path).then().statusCode(202);

        // Then
        assertThat(scene.requests(tenant, 2).getLast()).isInstanceOfSatisfying(Request.PurgeWrites.class,
                purge -> assertThat(purge.reason()).isEqualTo("imported the wrong list"));
    }

    @Test
    void anOversizedNameIsRefusedByName() {
        Map<String, Object> body = Map.of(
                "name", "x".repeat(201), "connector", "apple", "credentials", Map.of("access_token", "x"));
        refused(scene.tenant().asks().body(body).post("/api/v1/accounts").then(), "name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{\"name\":", "[1,2", "no json", "~~"})
    void aBodyThatIsNoJsonIsRefused(String body) {
        scene.tenant()
                .asks()
                .body(body)
                .post("/api/v1/accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        scene.tenant()
                .asks()
                .body("{\"name\":\"" + "x".repeat(2 << 20) + "\"}")
                .post("/api/v1/accounts")
                .then()
                .statusCode(413);
    }

    @Test
    void aNewAccountIsConnectingAndThePollerIsAskedToProveIt() {
        // Given
        Tenant tenant = scene.tenant();

        // When
        String account = scene.account(tenant, "apple", "Apple of ACME");

        // Then
        assertThat(scene.state(tenant, account)).isEqualTo("CONNECTING");
        assertThat(scene.requests(tenant, 1)).singleElement().isInstanceOfSatisfying(CheckAccount.class, check -> {
            assertThat(check.head().account().value()).isEqualTo(account);
        });
    }

    @Test
    void credentialsGoInAndNeverComeOut() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");

        // When
        String told = tenant.asks().get("/api/v1/accounts/" + account).asString();

        // Then
        assertThat(told).doesNotContain("t0k3n").doesNotContain("credentials");
        byte[] stored = scene.row(
                        row -> row.getBytes(1), "SELECT credentials FROM registry.account WHERE id = ?", account)
                .orElseThrow();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("t0k3n");
    }

    @Test
    void anAccountIsConnectedOnceItsAppHasAnswered() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");

        // When
        scene.checked(tenant, account, "4711");

        // Then
        tenant.asks()
                .get("/api/v1/accounts/" + account)
                .then()
                .body("state", equalTo("CONNECTED"))
                .body("identity", equalTo("4711"))
                .body("identity_label", equalTo("Portal 4711"))
                .body("objects.type", equalTo(List.of("contacts", "companies")));
    }

    @Test
    void reconnectingHasToMeetTheSameAccountOfTheApp() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        scene.checked(tenant, account, "4711");

        // When
        scene.send(new AccountChecked(tenant.head(account), "4712", "Another", "v3", List.of()));

        // Then
        Scene.eventually(() -> scene.state(tenant, account).equals("NEEDS_RECONNECT"));
    }

    @Test
    void aFailureThatOnlyAPersonCanMendAsksForReconnectingAndNewCredentialsHealIt() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        scene.checked(tenant, account, "4711");
        Failure revoked = new Failure("UNAUTHORIZED", "The app does not accept the token.", "expired", "", 401);
        scene.send(new AccountFailed(tenant.head(account), revoked, true));
        Scene.eventually(() -> scene.state(tenant, account).equals("NEEDS_RECONNECT"));

        // When
        tenant.asks()
                .body(Map.of("credentials", Map.of("access_token", "fresh")))
                .patch("/api/v1/accounts/" + account)
                .then()
                .statusCode(200)
                .body("state", equalTo("CONNECTING"));
        scene.checked(tenant, account, "4711");

        // Then
        tenant.asks()
                .get("/api/v1/accounts/" + account)
                .then()
                .body("state", equalTo("CONNECTED"))
                .body("failure", equalTo(null));
        assertThat(scene.requests(tenant, 2)).hasSize(2).allMatch(CheckAccount.class::isInstance);
    }

    @Test
    void whatAnAppPushesOrWhyItDoesNotIsToldOnTheAccount() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        scene.checked(tenant, account, "4711");
        tenant.asks().get("/api/v1/accounts/" + account).then().body("pushes", equalTo(null));

        // When, then
        scene.send(new PushesArranged(tenant.head(account), List.of("contacts", "companies"), List.of()));
        Scene.eventually(() -> pushed(tenant, account).equals(List.of("contacts", "companies")));

        Failure forbidden = new Failure("PERMISSION_MISSING", "The token may not make webhooks.", "no scope", "", 403);
        scene.send(new PushesArranged(tenant.head(account), List.of(), List.of(forbidden)));
        Scene.eventually(() -> pushed(tenant, account).isEmpty());
        tenant.asks()
                .get("/api/v1/accounts/" + account)
                .then()
                .body("state", equalTo("CONNECTED"))
                .body("failure", equalTo(null))
                .body("pushes.failure", equalTo("The token may not make webhooks."));
        tenant.asks()
                .get("/api/v1/activity?limit=10")
                .then()
                .body("words", hasItem("The app pushes changes of contacts, companies"))
                .body("words", hasItem("The app does not push its changes"));
    }

    private static List<String> pushed(Tenant tenant, String account) {
        List<String> types = tenant.asks().get("/api/v1/accounts/" + account).then().extract().path("pushes.types");
        return types == null ? List.of("not told yet") : types;
    }

    @Test
    void anAppThatHasMovedIsCheckedAtItsNewAddress() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");

        // When
        ValidatableResponse moved = tenant.asks()
                .body(Map.of("base_url", "http://127.0.0.1:9999/"))
                .patch("/api/v1/accounts/" + account)
                .then();

        // Then
        moved.statusCode(200).body("base_url", equalTo("http://127.0.0.1:9999")).body("name", equalTo("Apple of ACME"));
        assertThat(scene.requests(tenant, 2)).hasSize(2);
    }

    @Test
    void aFailureIsToldUntilTheAccountAnswersAgain() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        Failure forbidden = new Failure("FORBIDDEN", "The token may not read deals.", "no", "", 403);
        scene.send(new AccountFailed(tenant.head(account), forbidden, false));
        Scene.eventually(() -> "The token may not read deals.".equals(failure(tenant, account)));

        // When
        scene.send(new AccountRecovered(tenant.head(account)));

        // Then
        Scene.eventually(() -> failure(tenant, account) == null);
    }

    @Test
    void whyAnAccountWasParkedIsNoFailureOnceItIsNot() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        Failure limited = new Failure("RATE_LIMITED", "The app allows no more calls now.", "slow down", "", 429);

        // When
        scene.send(new AccountParked(tenant.head(account), Instant.now().plusSeconds(3), limited));
        Scene.eventually(() -> failure(tenant, account) != null);

        // Then
        Scene.eventually(() -> failure(tenant, account) == null);
    }

    private static String failure(Tenant tenant, String account) {
        return tenant.asks().get("/api/v1/accounts/" + account).path("failure");
    }

    @Test
    void aParkedAccountSaysUntilWhen() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        Failure limited = new Failure("RATE_LIMITED", "The app allows no more calls now.", "slow down", "", 429);

        // When
        scene.send(new AccountParked(tenant.head(account), Instant.now().plus(Duration.ofHours(1)), limited));

        // Then
        Scene.eventually(() -> tenant.asks().get("/api/v1/accounts/" + account).path("parked_until") != null);
    }

    @Test
    void anotherTenantsAccountIsAsUnknownAsOneThatNeverWas() {
        // Given
        String others = scene.account(scene.tenant(), "apple", "Another's");
        Tenant tenant = scene.tenant();

        // When
        String foreign = tenant.asks().get("/api/v1/accounts/" + others).then().statusCode(404).extract().asString();
        String unknown = tenant.asks().get("/api/v1/accounts/acc_none").then().statusCode(404).extract().asString();

        // Then
        assertThat(foreign).isEqualTo(unknown);
        tenant.asks().get("/api/v1/accounts/a%00b").then().statusCode(404);
        tenant.asks().body(Map.of("name", "Mine now")).patch("/api/v1/accounts/" + others).then().statusCode(404);
        tenant.asks().get("/api/v1/accounts").then().body("id", not(hasItem(others)));
    }

    private static void refused(ValidatableResponse answer, String member) {
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("errors[0].field", equalTo(member))
                .body("errors[0].message", not(containsString("Exception")));
    }
}
