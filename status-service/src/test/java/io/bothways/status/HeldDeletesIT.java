package io.bothways.status;

import static io.bothways.status.Quarrel.BATCH;
import static io.bothways.status.Quarrel.BEFORE;
import static io.bothways.status.Quarrel.NO_REASON;
import static io.bothways.status.Quarrel.asked;
import static io.bothways.status.Quarrel.decideDeletes;
import static io.bothways.status.Quarrel.held;
import static io.bothways.status.Quarrel.heldDeletes;
import static io.bothways.status.Quarrel.link;
import static io.bothways.status.Quarrel.links;
import static io.bothways.status.Quarrel.path;
import static io.bothways.status.Quarrel.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.event.Request.DecideDeletes;
import io.bothways.status.Scene.Pair;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HeldDeletesIT {
    @Inject
    Scene scene;

    @Test
    void heldDeletesAreToldUntilAPersonHasDecidedThem() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(held(pair, BATCH), links(pair, link("l1", State.REVIEW, "DELETES_HELD")));
        Scene.eventually(() -> heldDeletes(pair).contains(BATCH));
        pair.tenant()
                .asks()
                .get(path(pair, "held-deletes"))
                .then()
                .body("[0].object", equalTo("contact"))
                .body("[0].side", equalTo("B"))
                .body("[0].deletes", equalTo(120))
                .body("[0].records", equalTo(1000));

        // When
        decideDeletes(pair, BATCH, "{'decision':'approve'}").statusCode(202);

        // Then
        assertThat(asked(scene, pair, DecideDeletes.class, BEFORE + 1)).singleElement().satisfies(asked -> {
            assertThat(asked.connection().value()).isEqualTo(pair.connection());
            assertThat(asked.object()).isEqualTo("contact");
            assertThat(asked.side()).isEqualTo(Side.B);
            assertThat(asked.batch()).isEqualTo(BATCH);
            assertThat(asked.approved()).isTrue();
        });
        assertThat(heldDeletes(pair)).isEmpty();
        decideDeletes(pair, BATCH, "{'decision':'decline'}").statusCode(409);
    }

    @Test
    void aBatchThatHasGrownTakesThePlaceOfTheOneBeforeAlsoWhereThatWasDecided() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(held(pair, BATCH), links(pair, link("l1", State.REVIEW, "DELETES_HELD")));
        Scene.eventually(() -> heldDeletes(pair).contains(BATCH));
        decideDeletes(pair, BATCH, "{'decision':'decline'}").statusCode(202);

        // When
        scene.send(held(pair, "grown"));

        // Then
        Scene.eventually(() -> heldDeletes(pair).equals(List.of("grown")));
        decideDeletes(pair, BATCH, "{'decision':'approve'}").statusCode(404);
        assertThat(asked(scene, pair, DecideDeletes.class, BEFORE + 1)).extracting(DecideDeletes::approved)
                .containsExactly(false);
    }

    @Test
    void aBatchWhoseRecordsAllCameBackWaitsForNobody() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(held(pair, BATCH), links(pair, link("l1", State.REVIEW, "DELETES_HELD")));
        Scene.eventually(() -> heldDeletes(pair).contains(BATCH));

        // When
        scene.send(links(pair, link("l1", State.IN_SYNC, NO_REASON)));

        // Then
        Scene.eventually(() -> heldDeletes(pair).isEmpty());
    }

    @Test
    void aDeleteThatAnEditBeatIsDecidedByItsLink() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        scene.send(links(
                pair, link("l1", State.REVIEW, "EDIT_BEATS_DELETE"), link("l2", State.REVIEW, "MATCH_AMBIGUOUS")));
        Scene.eventually(() -> records(pair) == 2);

        // When
        decideDeletes(pair, "l1", "{'decision':'decline'}").statusCode(202);

        // Then
        assertThat(asked(scene, pair, DecideDeletes.class, BEFORE + 2))
                .allSatisfy(asked -> assertThat(asked.batch()).isEqualTo("l1"))
                .allSatisfy(asked -> assertThat(asked.approved()).isFalse())
                .extracting(DecideDeletes::side)
                .containsExactlyInAnyOrder(Side.A, Side.B);
        decideDeletes(pair, "l2", "{'decision':'approve'}").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"decision | {}", "decision | {'decision':'maybe'}", "approve | {'approve':true}"},
            quoteCharacter = '~')
    void aDecisionThatCannotBeIsRefusedByTheNameOfTheMember(String member, String body) {
        Pair pair = scene.pair(scene.tenant());
        decideDeletes(pair, BATCH, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(member));
    }
}
