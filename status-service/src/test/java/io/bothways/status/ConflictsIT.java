package io.bothways.status;

import static io.bothways.status.Quarrel.BEFORE;
import static io.bothways.status.Quarrel.NO_REASON;
import static io.bothways.status.Quarrel.asked;
import static io.bothways.status.Quarrel.conflict;
import static io.bothways.status.Quarrel.conflicts;
import static io.bothways.status.Quarrel.decide;
import static io.bothways.status.Quarrel.decided;
import static io.bothways.status.Quarrel.eventuallyConflicts;
import static io.bothways.status.Quarrel.link;
import static io.bothways.status.Quarrel.links;
import static io.bothways.status.Quarrel.putBackAnswered;
import static io.bothways.status.Quarrel.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity.DecidedConflict;
import io.bothways.contracts.event.Activity.PutBack;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.event.Request.Choice;
import io.bothways.contracts.event.Request.DecideField;
import io.bothways.status.Scene.Pair;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ConflictsIT {
    @Inject
    Scene scene;

    @Test
    void aDecidedConflictIsToldWithTheValueThatLostAndTheRecordsName() {
        // Given
        Pair pair = scene.pair(scene.tenant());

        // When
        scene.send(links(pair, link("l1", State.IN_SYNC, NO_REASON)), decided(pair, conflict("l1", "email", Side.B)));

        // Then
        eventuallyConflicts(pair, 1);
        conflicts(pair, "")
                .statusCode(200)
                .body("[0].object", equalTo("contact"))
                .body("[0].link", equalTo("l1"))
                .body("[0].title", equalTo("Ada l1"))
                .body("[0].mapping", equalTo("email"))
                .body("[0].winner", equalTo("B"))
                .body("[0].rule", equalTo("NEWEST"))
                .body("[0].losing_value.text", equalTo("of a"))
                .body("[0].winning_value", nullValue())
                .body("[0].state", equalTo("DECIDED"));
    }

    @Test
    void conflictsArePagedFromTheNewestOn() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(
                decided(pair, conflict("l1", "email", Side.A), conflict("l2", "email", Side.A)),
                decided(pair, conflict("l3", "email", Side.A)));
        eventuallyConflicts(pair, 3);

        // When
        List<String> pages = new ArrayList<>();
        String after = "";
        while (true) {
            var page = conflicts(pair, "?limit=1&after=" + after).statusCode(200).extract();
            List<String> links = page.path("link");
            if (links.isEmpty()) {
                break;
            }
            pages.addAll(links);
            after = page.path("[0].id").toString();
        }

        // Then
        assertThat(pages).containsExactly("l3", "l2", "l1");
    }

    @Test
    void theLastConflictOfAFieldTakesThePlaceOfTheOneBeforeAndIsTheNewest() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(
                links(pair, link("l1", State.IN_SYNC, NO_REASON)),
                decided(pair, conflict("l1", "email", Side.A), conflict("l2", "email", Side.A)));
        eventuallyConflicts(pair, 2);
        decide(pair, "contact/l1", "email", "{'choice':'put_back'}").statusCode(202);

        // When
        scene.send(decided(
                pair,
                conflict("l1", "email", Side.A),
                conflict("l1", "first_name", Side.A),
                conflict("l1", "email", Side.B)));

        // Then
        eventuallyConflicts(pair, 3);
        conflicts(pair, "")
                .body("link", contains("l1", "l1", "l2"))
                .body("mapping", contains("email", "first_name", "email"))
                .body("[0].winner", equalTo("B"))
                .body("[0].state", equalTo("DECIDED"));
    }

    @Test
    void onlyTheNewestThousandConflictsOfAConnectionAreKept() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Pair other = scene.pair(scene.tenant());
        scene.send(decided(other, conflict("l0", "email", Side.A)));

        // When
        for (int from = 0; from < 1200; from += 400) {
            scene.send(decided(pair, IntStream.range(from, from + 400)
                    .mapToObj(i -> conflict("l" + i, "email", Side.A))
                    .toArray(DecidedConflict[]::new)));
        }

        // Then
        Scene.eventually(() -> "l1199".equals(conflicts(pair, "?limit=1").extract().path("[0].link")));
        List<String> links = conflicts(pair, "?limit=1000").extract().path("link");
        assertThat(links).hasSize(1000).startsWith("l1199").endsWith("l200");
        conflicts(pair, "?after=" + conflicts(pair, "?limit=1000").extract().path("[999].id")).body("", empty());
        eventuallyConflicts(other, 1);
    }

    @ParameterizedTest
    @CsvSource({"side_a,SIDE_A,DECIDED", "side_b,SIDE_B,DECIDED", "put_back,PUT_BACK,PUT_BACK_ASKED"})
    void aPersonsChoiceForAFieldIsAskedOfMerge(String word, Choice choice, String state) {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(links(pair, link("l1", State.IN_SYNC, NO_REASON)), decided(pair, conflict("l1", "email", Side.A)));
        eventuallyConflicts(pair, 1);

        // When
        decide(pair, "contact/l1", "email", "{'choice':'" + word + "'}").statusCode(202);

        // Then
        assertThat(asked(scene, pair, DecideField.class, BEFORE + 1)).singleElement().satisfies(asked -> {
            assertThat(asked.connection().value()).isEqualTo(pair.connection());
            assertThat(asked.object()).isEqualTo("contact");
            assertThat(asked.link()).isEqualTo("l1");
            assertThat(asked.mapping()).isEqualTo("email");
            assertThat(asked.choice()).isEqualTo(choice);
        });
        conflicts(pair, "").body("[0].state", equalTo(state));
    }

    @ParameterizedTest
    @CsvSource({
        "WRITING,PUT_BACK",
        "EDITED_SINCE,EDITED_SINCE",
        "NOT_NOW,DECIDED",
        "NOT_WRITABLE,NOT_WRITABLE",
        "NOT_KEPT,NOT_KEPT"
    })
    void whatBecameOfAWishForALosingValueIsTold(PutBack answer, String state) {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(
                links(pair, link("l1", State.IN_SYNC, NO_REASON)),
                decided(pair, conflict("l1", "email", Side.A), conflict("l2", "email", Side.A)));
        eventuallyConflicts(pair, 2);
        decide(pair, "contact/l1", "email", "{'choice':'put_back'}").statusCode(202);

        // When
        scene.send(putBackAnswered(pair, "l1", "email", answer), putBackAnswered(pair, "l2", "email", answer));

        // Then
        Scene.eventually(() -> List.of("DECIDED", state).equals(conflicts(pair, "").extract().path("state")));
    }

    @Test
    void aFieldWhoseConflictIsStillOpenIsDecidedAsWellAlsoUnderALinkWithASlash() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(links(pair, link("a/102", State.CONFLICT, "FIELD_CONFLICT")));
        Scene.eventually(() -> records(pair) == 1);

        // When
        decide(pair, "contact/a%2F102", "email", "{'choice':'side_b'}").statusCode(202);

        // Then
        assertThat(asked(scene, pair, DecideField.class, BEFORE + 1)).singleElement().satisfies(
                asked -> assertThat(asked.link()).isEqualTo("a/102"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "choice | {}",
                "choice | {'choice':null}",
                "choice | {'choice':'side_c'}",
                "choice | {'choice':'SIDE_A'}",
                "choice | {'choice':1}",
                "colour | {'choice':'side_a','colour':'red'}",
            },
            quoteCharacter = '~')
    void aChoiceThatCannotBeIsRefusedByTheNameOfTheMember(String member, String body) {
        Pair pair = scene.pair(scene.tenant());
        decide(pair, "contact/l1", "email", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(member));
    }

    @ParameterizedTest
    @CsvSource({"contact/other,email,record", "deal/l1,email,record", "contact/l1,phone,field"})
    void whatIsNotThereIsNotDecided(String record, String mapping, String what) {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(links(pair, link("l1", State.IN_SYNC, NO_REASON)));
        Scene.eventually(() -> records(pair) == 1);

        // When
        ValidatableResponse refused = decide(pair, record, mapping, "{'choice':'side_a'}");

        // Then
        refused.statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is no such " + what + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "after=l1"})
    void aPageThatCannotBeIsRefusedByTheNameOfTheParameter(String parameter) {
        conflicts(scene.pair(scene.tenant()), "?" + parameter)
                .statusCode(400)
                .body("errors[0].field", equalTo(parameter.substring(0, parameter.indexOf('='))));
    }
}
