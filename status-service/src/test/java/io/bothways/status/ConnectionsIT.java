package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.event.Activity.GateOpened;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.event.Request.ConfigurationChanged;
import io.bothways.contracts.event.Request.ListRecords;
import io.bothways.contracts.event.Request.PollSince;
import io.bothways.contracts.write.Failure;
import io.bothways.status.Scene.Pair;
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
class ConnectionsIT {
    @Inject
    Scene scene;

    @Test
    void aConnectionIsMadeFromWhatBothSchemasHaveAndBothSidesAreListed() {
        // Given
        Tenant tenant = scene.tenant();

        // When
        Pair pair = scene.pair(tenant);

        // Then
        tenant.asks()
                .get("/api/v1/connections/" + pair.connection())
                .then()
                .statusCode(200)
                .body("state", equalTo("INDEXING"))
                .body("a.name", equalTo("Apple of ACME"))
                .body("b.connector", equalTo("pear"))
                .body("objects.object", contains("company", "contact"))
                .body("objects[1].mappings.name", hasItems("email", "first_name", "last_name"));
        // Two checks came first.
        List<Request> requests = scene.requests(tenant, 8).stream()
                .filter(request -> !(request instanceof Request.CheckAccount))
                .toList();
        for (String account : List.of(pair.accountA(), pair.accountB())) {
            List<Request> ofAccount = requests.stream()
                    .filter(request -> request.head().account().value().equals(account))
                    .toList();
            // The configuration is told before the listings that need it.
            assertThat(ofAccount.getFirst()).isInstanceOf(ConfigurationChanged.class);
            assertThat(ofAccount.stream()
                            .filter(ListRecords.class::isInstance)
                            .map(request -> ((ListRecords) request).type()))
                    .containsExactly("companies", "contacts");
        }
        tenant.asks()
                .get("/api/v1/sync-log?connection=" + pair.connection())
                .then()
                .body("", hasSize(4))
                .body("kind", everyItem(equalTo("LISTING")))
                .body("state", everyItem(equalTo("QUEUED")))
                .body("trigger", everyItem(equalTo("initial sync")));
    }

    @Test
    void aConnectionOfOneObjectListsThatObjectOnly() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "one");
        String b = connected(tenant, "pear", "two");

        // When
        ValidatableResponse created = connect(
                tenant, Map.of("name", "C", "a", a, "b", b, "objects", List.of("contact")));

        // Then
        created.statusCode(201).body("objects.object", contains("contact"));
        tenant.asks().get("/api/v1/sync-log").then().body("type", contains("contacts", "contacts"));
    }

    @Test
    void aPausedConnectionSaysSoAndIsResumedForBothAccounts() {
        // Given
        Tenant tenant = scene.tenant();
        Pair pair = scene.pair(tenant);
        String path = "/api/v1/connections/" + pair.connection();

        // When
        tenant.asks().post(path + "/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        tenant.asks().get(path).then().body("state", equalTo("PAUSED"));
        tenant.asks().post(path + "/resume").then().statusCode(200).body("state", equalTo("INDEXING"));

        // Then
        assertThat(scene.requests(tenant, 10).stream()
                        .filter(Request.RetryWrites.class::isInstance)
                        .map(request -> request.head().account().value()))
                .containsExactlyInAnyOrder(pair.accountA(), pair.accountB());
        scene.tenant().asks().post(path + "/pause").then().statusCode(404);
    }

    @Test
    void anAccountIsNotConnectedToItself() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "one");

        // When
        ValidatableResponse refused = connect(tenant, Map.of("name", "C", "a", a, "b", a));

        // Then
        refused.statusCode(400).body("errors[0].field", equalTo("b"));
    }

    @Test
    void theSameAccountOfAnAppConnectedTwiceIsNotConnectedToItself() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "the same portal");
        String b = connected(tenant, "apple", "the same portal");

        // When
        ValidatableResponse refused = connect(tenant, Map.of("name", "C", "a", a, "b", b));

        // Then
        refused.statusCode(400).body("errors[0].field", equalTo("b"));
    }

    @Test
    void anotherTenantsAccountIsRefusedInTheWordsOfAnUnknownOne() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "one");
        String others = connected(scene.tenant(), "pear", "two");

        // When
        ValidatableResponse refused = connect(tenant, Map.of("name", "C", "a", a, "b", others));
        String foreign = refused.statusCode(400).extract().asString();
        refused = connect(tenant, Map.of("name", "C", "a", a, "b", "acc_x"));
        String unknown = refused.statusCode(400).extract().asString();

        // Then
        assertThat(foreign).isEqualTo(unknown).contains("\"field\":\"b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name    | {}",
                "a       | {'name':'C'}",
                "b       | {'name':'C','a':'x'}",
                "colour  | {'name':'C','a':'x','b':'y','colour':'red'}",
                "objects | {'name':'C','a':'x','b':'y','objects':'contact'}",
            },
            quoteCharacter = '~')
    void aConnectionThatCannotBeIsRefusedByTheNameOfTheMember(String member, String body) {
        scene.tenant()
                .asks()
                .body(body.replace('\'', '"'))
                .post("/api/v1/connections")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(member));
    }

    @Test
    void anObjectThatTheAppsDoNotShareIsRefused() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "one");
        String b = connected(tenant, "pear", "two");

        // When
        ValidatableResponse refused = connect(
                tenant, Map.of("name", "C", "a", a, "b", b, "objects", List.of("deal")));

        // Then
        refused.statusCode(400).body("errors[0].field", equalTo("objects"));
    }

    @Test
    void anAccountThatIsStillBeingCheckedIsNotYetConnected() {
        // Given
        Tenant tenant = scene.tenant();
        String a = connected(tenant, "apple", "one");
        String b = scene.account(tenant, "pear", "Fresh");

        // When
        ValidatableResponse refused = connect(tenant, Map.of("name", "C", "a", a, "b", b));

        // Then
        refused.statusCode(409).contentType("application/problem+json");
    }

    @Test
    void anotherTenantsConnectionIsAsUnknownAsOneThatNeverWas() {
        // Given
        String others = scene.pair(scene.tenant()).connection();
        Tenant tenant = scene.tenant();

        // When
        String foreign = tenant.asks().get("/api/v1/connections/" + others).then().statusCode(404).extract().asString();
        String unknown = tenant.asks().get("/api/v1/connections/con_x").then().statusCode(404).extract().asString();

        // Then
        assertThat(foreign).isEqualTo(unknown);
        tenant.asks().get("/api/v1/connections/" + others + "/records").then().statusCode(404);
        tenant.asks().get("/api/v1/sync-log?connection=" + others).then().statusCode(404);
        tenant.asks().body(Map.of("full", true)).post("/api/v1/connections/" + others + "/sync").then().statusCode(404);
        tenant.asks().get("/api/v1/connections").then().body("", hasSize(0));
    }

    @Test
    void syncChangesFromLastDayPollsEveryObjectOfBothSidesSinceThen() {
        // Given
        Tenant tenant = scene.tenant();
        Pair pair = scene.pair(tenant);

        // When
        List<String> runs = tenant.asks()
                .body(Map.of("window", "P1D"))
                .post("/api/v1/connections/" + pair.connection() + "/sync")
                .then()
                .statusCode(202)
                .body("runs", hasSize(4))
                .extract()
                .path("runs");

        // Then
        List<PollSince> polls = scene.requests(tenant, 12).stream()
                .filter(PollSince.class::isInstance)
                .map(PollSince.class::cast)
                .toList();
        assertThat(polls.stream().map(PollSince::run)).containsExactlyInAnyOrderElementsOf(runs);
        assertThat(polls).allSatisfy(poll -> assertThat(poll.since())
                .isBetween(Instant.now().minus(Duration.ofHours(25)), Instant.now().minus(Duration.ofHours(23))));
        tenant.asks()
                .get("/api/v1/sync-log?limit=4")
                .then()
                .body("kind", everyItem(equalTo("WINDOW")))
                .body("trigger", everyItem(equalTo("sync changes from last day")));
    }

    @Test
    void aFullSyncListsEveryObjectOfBothSides() {
        // Given
        Tenant tenant = scene.tenant();
        Pair pair = scene.pair(tenant);

        // When
        tenant.asks()
                .body(Map.of("full", true))
                .post("/api/v1/connections/" + pair.connection() + "/sync")
                .then()
                .statusCode(202)
                .body("runs", hasSize(4));

        // Then
        assertThat(scene.requests(tenant, 12)).filteredOn(ListRecords.class::isInstance).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "window | {}",
                "window | {\"window\":\"yesterday\"}",
                "window | {\"window\":\"P9999D\"}",
                "window | {\"window\":\"P1D\",\"full\":true}",
                "full   | {\"full\":\"yes\"}"
            })
    void aSyncThatCannotBeIsRefusedByTheNameOfTheMember(String member, String body) {
        Pair pair = scene.pair(scene.tenant());
        pair.tenant()
                .asks()
                .body(body)
                .post("/api/v1/connections/" + pair.connection() + "/sync")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(member));
    }

    @Test
    void indexingShowsItsProgressAndEndsWhenBothSidesAreKnown() {
        // Given
        Tenant tenant = scene.tenant();
        Pair pair = scene.pair(tenant);
        String run = tenant.asks()
                .get("/api/v1/connections/" + pair.connection())
                .path("objects.find { it.object == 'contact' }.indexing.find { it.side == 'A' }.run");
        scene.send(
                new RunStarted(tenant.head(pair.accountA()), run, RunKind.LISTING, "contacts"),
                new RunProgressed(tenant.head(pair.accountA()), run, 300, 1200));
        Scene.eventually(() -> "RUNNING"
                .equals(tenant.asks()
                        .get("/api/v1/connections/" + pair.connection())
                        .path("objects.find { it.object == 'contact' }.indexing"
                                + ".find { it.run == '" + run + "' }.state")));
        tenant.asks()
                .get("/api/v1/connections/" + pair.connection())
                .then()
                .body("objects[1].indexing.find { it.side == 'A' }.records", equalTo(300))
                .body("objects[1].indexing.find { it.side == 'A' }.expected", equalTo(1200));

        // When
        ConnectionId connection = new ConnectionId(pair.connection());
        scene.send(
                new GateOpened(tenant.head(pair.accountA()), connection, "contact", 1200, 900),
                new GateOpened(tenant.head(pair.accountA()), connection, "company", 30, 20));

        // Then
        Scene.eventually(() -> "LIVE"
                .equals(tenant.asks().get("/api/v1/connections/" + pair.connection()).path("state")));
    }

    @Test
    void aRunWithAFailureIsNoSuccess() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");
        Failure failure = new Failure("REJECTED", "The app refused the query.", "MALFORMED_QUERY", "", 400);

        // When
        scene.send(new RunFinished(
                tenant.head(account), "run_1", RunKind.POLL, "contacts", 5, 3, Map.of("search", 2L),
                Duration.ofMillis(700), List.of(failure)));

        // Then
        Scene.eventually(() -> !tenant.asks().get("/api/v1/sync-log").jsonPath().getList("").isEmpty());
        tenant.asks()
                .get("/api/v1/sync-log?account=" + account)
                .then()
                .body("[0].state", equalTo("FAILED"))
                .body("[0].calls.search", equalTo(2))
                .body("[0].failures[0].app_message", equalTo("MALFORMED_QUERY"));
    }

    @Test
    void aStartThatComesAfterTheEndDoesNotReopenTheRun() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");

        // When
        scene.send(
                new RunFinished(
                        tenant.head(account), "run_2", RunKind.POLL, "contacts", 5, 3, Map.of(), Duration.ofMillis(1),
                        List.of()),
                new RunStarted(tenant.head(account), "run_2", RunKind.POLL, "contacts"),
                new RunStarted(tenant.head(account), "run_3", RunKind.POLL, "contacts"));

        // Then
        Scene.eventually(() -> tenant.asks().get("/api/v1/sync-log").jsonPath().getList("").size() == 2);
        tenant.asks()
                .get("/api/v1/sync-log")
                .then()
                .body("find { it.run == 'run_2' }.state", equalTo("DONE"))
                .body("find { it.run == 'run_3' }.state", equalTo("RUNNING"));
    }

    private String connected(Tenant tenant, String connector, String identity) {
        String account = scene.account(tenant, connector, connector + " of ACME");
        scene.checked(tenant, account, identity);
        return account;
    }

    private static ValidatableResponse connect(Tenant tenant, Map<String, Object> body) {
        return tenant.asks().body(body).post("/api/v1/connections").then();
    }
}
