package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.contracts.event.Activity.Waiting;
import io.bothways.contracts.event.Activity.WritesWaiting;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.write.Failure;
import io.bothways.status.Scene.Pair;
import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ActivityIT {
    @Inject
    Scene scene;

    @Test
    void everyRecordIsToldWithItsStateItsReasonAndTheAppsOwnWords() {
        // Given
        Pair pair = scene.pair(scene.tenant());

        // When
        scene.send(links(
                pair,
                "contact",
                link("l1", "Ada Lovelace", State.IN_SYNC),
                link(
                        "l2",
                        "Grace Hopper",
                        State.FAILING,
                        new Reason("REJECTED", "email", "The app refused the e-mail address.", "INVALID_EMAIL"))));

        // Then
        eventuallyRecords(pair, 2);
        pair.tenant()
                .asks()
                .get("/api/v1/connections/" + pair.connection() + "/records?state=failing")
                .then()
                .body("title", contains("Grace Hopper"))
                .body("[0].state", equalTo("FAILING"))
                .body("[0].id_a", equalTo("a-l2"))
                .body("[0].reasons[0].code", equalTo("REJECTED"))
                .body("[0].reasons[0].field", equalTo("email"))
                .body("[0].reasons[0].app_message", equalTo("INVALID_EMAIL"));
    }

    @Test
    void recordsAreFoundByObjectStateAndTextAndPagedAcrossObjects() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(
                links(pair, "contact", link("x1", "Ada 100%", State.IN_SYNC), link("x2", "Bob", State.CONFLICT)),
                links(pair, "company", link("x1", "Ada Inc", State.IN_SYNC), link("x3", "Corp", State.IN_SYNC)));
        eventuallyRecords(pair, 4);
        String records = "/api/v1/connections/" + pair.connection() + "/records";

        // When
        List<String> pages = new ArrayList<>();
        String after = "";
        while (true) {
            var page = pair.tenant().asks().get(records + "?limit=1&after=" + after).then().statusCode(200).extract();
            List<String> titles = page.path("title");
            if (titles.isEmpty()) {
                break;
            }
            pages.addAll(titles);
            after = page.path("[0].object") + ":" + page.path("[0].link");
        }

        // Then
        assertThat(pages).containsExactly("Ada Inc", "Corp", "Ada 100%", "Bob");
        titles(pair, "object=company").containsExactly("Ada Inc", "Corp");
        titles(pair, "state=CONFLICT").containsExactly("Bob");
        titles(pair, "state=conflict,failing").containsExactly("Bob");
        titles(pair, "q=0%25").containsExactly("Ada 100%");
        titles(pair, "q=a-x2").containsExactly("Bob");
        pair.tenant()
                .asks()
                .get("/api/v1/connections/" + pair.connection())
                .then()
                .body("counts.IN_SYNC", equalTo(3))
                .body("counts.CONFLICT", equalTo(1))
                .body("objects.find { it.object == 'contact' }.counts.IN_SYNC", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=LOST", "limit=0", "limit=many", "limit=1001", "after=nowhere", "q=a%00b"})
    void aQuestionThatCannotBeIsRefusedByTheNameOfTheParameter(String parameter) {
        Pair pair = scene.pair(scene.tenant());
        pair.tenant()
                .asks()
                .urlEncodingEnabled(false)
                .get("/api/v1/connections/" + pair.connection() + "/records?" + parameter)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(parameter.substring(0, parameter.indexOf('='))));
    }

    @Test
    void aRecordThatFoundItsCounterpartIsToldOnce() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        LinkState alone = new LinkState("half-1", Optional.of("17"), Optional.empty(), "Ada", State.PENDING, List.of());
        scene.send(links(pair, "contact", alone));
        eventuallyRecords(pair, 1);

        // When
        LinkState linked =
                new LinkState("link-1", Optional.of("17"), Optional.of("0035"), "Ada", State.IN_SYNC, List.of());
        LinkState takenUp =
                new LinkState("half-1", Optional.of("17"), Optional.empty(), "Ada", State.ENDED, List.of());
        scene.send(links(pair, "contact", linked, takenUp));

        // Then
        Scene.eventually(() -> records(pair).equals(List.of("link-1")));
    }

    @Test
    void aMessageThatComesAgainChangesNothing() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        RecordsWritten wrote = written(pair, "update", 3);
        LinksChanged links = links(pair, "contact", link("l1", "Ada", State.CONFLICT));
        scene.send(wrote, links);
        eventuallyRecords(pair, 1);
        String before = told(pair);

        // When
        scene.send(wrote, links, wrote);
        RunStarted last = new RunStarted(pair.tenant().head(pair.accountA()), "run_last", RunKind.POLL, "contacts");
        scene.send(last);

        // Then
        Scene.eventually(() -> pair.tenant().asks().get("/api/v1/sync-log").asString().contains("run_last"));
        assertThat(told(pair)).isEqualTo(before);
        pair.tenant().asks().get("/api/v1/connections/" + pair.connection()).then().body("writes", equalTo(3));
    }

    @Test
    void aWriteThatIsTriedAgainStandsWithItsRecordUntilItsOutcomeIsKnown() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        MessageHead head = pair.tenant().head(pair.accountB());
        Failure busy = new Failure("RECORD_LOCKED", "Somebody else is changing the record.", "", "", 400);
        String first = "[0].waiting[0]";
        scene.send(links(pair, "contact", link("l0", "Ada", State.PENDING)));
        eventuallyRecords(pair, 1);

        // When
        scene.send(new WritesWaiting(head, new ConnectionId(pair.connection()), "contact", Side.B, List.of(
                new Waiting("l0", 3, Instant.parse("2026-11-01T10:00:00Z"), busy))));

        // Then
        String path = "/api/v1/connections/" + pair.connection() + "/records";
        Scene.eventually(() -> pair.tenant().asks().get(path).jsonPath().getObject(first, Object.class) != null);
        pair.tenant().asks().get(path).then()
                .body(first + ".attempts", equalTo(3))
                .body(first + ".next_try", equalTo("2026-11-01T10:00:00Z"))
                .body(first + ".code", equalTo("RECORD_LOCKED"));
        scene.send(written(pair, "update", 1));
        Scene.eventually(() -> pair.tenant().asks().get(path).jsonPath().getObject(first, Object.class) == null);
    }

    @Test
    void writesAreCountedBySideOperationAndOutcomeAndTheirLagIsTold() {
        // Given
        Pair pair = scene.pair(scene.tenant());

        // When
        scene.send(written(pair, "update", 2), written(pair, "create", 1));

        // Then
        Scene.eventually(() -> pair.tenant()
                        .asks()
                        .get("/api/v1/connections/" + pair.connection())
                        .jsonPath()
                        .getInt("writes")
                == 3);
        pair.tenant()
                .asks()
                .get("/api/v1/connections/" + pair.connection())
                .then()
                .body("lag.p50_ms", equalTo(250))
                .body("lag.writes", equalTo(3))
                .body("last_latency_ms", equalTo(250))
                .body("objects.find { it.object == 'contact' }.writes", hasSize(2));
    }

    @Test
    void aPollSaysWhenTheNextOneIsAndWhy() {
        // Given
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple");

        // When
        scene.send(new Polled(tenant.head(account), "contacts", 0, Duration.ofSeconds(30), "nothing changed lately"));

        // Then
        Scene.eventually(() -> !tenant.asks().get("/api/v1/polls").jsonPath().getList("").isEmpty());
        tenant.asks()
                .get("/api/v1/polls")
                .then()
                .body("[0].account", equalTo(account))
                .body("[0].interval", equalTo("PT30S"))
                .body("[0].interval_reason", equalTo("nothing changed lately"));
    }

    @Test
    void aPoisonMessageIsParkedWithItsReasonAndTheRestGoesOn() {
        // Given
        Tenant operator = scene.operator();
        Pair pair = scene.pair(scene.tenant());
        String poison = "{\"type\":\"links_changed\",\"broken-" + UUID.randomUUID();

        // When
        scene.send(links(pair, "contact", link("before", "Ada", State.IN_SYNC)));
        scene.sendRaw(poison.getBytes(StandardCharsets.UTF_8));
        scene.send(links(pair, "contact", link("later", "Bob", State.IN_SYNC)));

        // Then
        eventuallyRecords(pair, 2);
        Scene.eventually(() -> parked(poison).isPresent());
        assertThat(parked(poison).orElseThrow()).isNotBlank().doesNotContain("broken-");
        Scene.eventually(() ->
                operator.asks().get("/api/v1/activity?limit=1000").jsonPath().getList("kind").contains("dead_letter"));
        assertThat(pair.tenant().asks().get("/api/v1/activity?limit=1000").jsonPath().<String>getList("kind"))
                .doesNotContain("dead_letter");
    }

    @Test
    void anActivityThatCannotBeStoredBecauseOfWhatItSaysIsParkedAndTheOthersAreStored() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        String run = "run_\u0000" + UUID.randomUUID();
        MessageHead head = pair.tenant().head(pair.accountA());

        // When
        scene.send(
                links(pair, "contact", link("before", "Ada", State.IN_SYNC)),
                new RunStarted(head, run, RunKind.POLL, "contacts"),
                links(pair, "contact", link("later", "Bob", State.IN_SYNC)));

        // Then
        eventuallyRecords(pair, 2);
        Scene.eventually(() -> parked(head.id()).isPresent());
        assertThat(parked(head.id()).orElseThrow()).contains("22021").doesNotContain("run_");
    }

    @Test
    void aTitleWithACharacterThatNoColumnTakesIsStillTold() {
        // Given
        Pair pair = scene.pair(scene.tenant());

        // When
        scene.send(links(
                pair,
                "contact",
                link("l1", "Ada\u0000 Lovelace", State.REVIEW, new Reason("C", "", "m\u0000", "\u0000"))));

        // Then
        eventuallyRecords(pair, 1);
    }

    private Optional<String> parked(String payload) {
        return scene.row(
                row -> row.getString(1),
                "SELECT reason FROM status.dead_letter WHERE position(convert_to(?, 'UTF8') IN payload) > 0",
                payload);
    }

    private static String told(Pair pair) {
        Tenant tenant = pair.tenant();
        return tenant.asks().get("/api/v1/connections/" + pair.connection()).asString()
                + tenant.asks().get("/api/v1/connections/" + pair.connection() + "/records").asString()
                + tenant.asks().get("/api/v1/activity?limit=1000").jsonPath().getList("findAll { it.kind != 'run' }");
    }

    private static void eventuallyRecords(Pair pair, int count) {
        Scene.eventually(() -> records(pair).size() == count);
    }

    private static ListAssert<String> titles(Pair pair, String query) {
        List<String> titles = pair.tenant()
                .asks()
                .urlEncodingEnabled(false)
                .get("/api/v1/connections/" + pair.connection() + "/records?" + query)
                .path("title");
        return assertThat(titles);
    }

    private static List<String> records(Pair pair) {
        return pair.tenant()
                .asks()
                .get("/api/v1/connections/" + pair.connection() + "/records")
                .jsonPath()
                .getList("link");
    }

    private static LinksChanged links(Pair pair, String object, LinkState... links) {
        return new LinksChanged(
                pair.tenant().head(pair.accountA()), new ConnectionId(pair.connection()), object, List.of(links));
    }

    private static LinkState link(String link, String title, State state, Reason... reasons) {
        return new LinkState(link, Optional.of("a-" + link), Optional.of("b-" + link), title, state, List.of(reasons));
    }

    private static RecordsWritten written(Pair pair, String operation, int count) {
        MessageHead head = pair.tenant().head(pair.accountB());
        List<Written> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(new Written(
                    "l" + i, "id" + i, operation, "applied", List.of("phone"), head.observedAt().minusMillis(250)));
        }
        return new RecordsWritten(head, new ConnectionId(pair.connection()), "contact", Side.B, writes);
    }
}
