package io.bothways.status;

import static io.bothways.status.Quarrel.BATCH;
import static io.bothways.status.Quarrel.conflict;
import static io.bothways.status.Quarrel.conflicts;
import static io.bothways.status.Quarrel.decide;
import static io.bothways.status.Quarrel.decideDeletes;
import static io.bothways.status.Quarrel.decided;
import static io.bothways.status.Quarrel.held;
import static io.bothways.status.Quarrel.heldDeletes;
import static io.bothways.status.Quarrel.link;
import static io.bothways.status.Quarrel.links;
import static io.bothways.status.Quarrel.path;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.status.Scene.Pair;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class DecisionsIT {
    @Inject
    Scene scene;

    @Test
    void anotherTenantsConflictsAndDeletesAreAsUnknownAsThoseThatNeverWere() {
        // Given
        Pair others = scene.pair(scene.tenant());
        scene.send(
                links(others, link("l1", State.REVIEW, "DELETES_HELD")),
                decided(others, conflict("l1", "email", Side.A)),
                held(others, BATCH));
        Scene.eventually(() -> heldDeletes(others).contains(BATCH));
        Pair mine = scene.pair(scene.tenant());
        Pair strange = new Pair(mine.tenant(), "", "", others.connection());
        Pair unknown = new Pair(mine.tenant(), "", "", "con_unknown");

        // When / Then
        for (String path : List.of("conflicts", "held-deletes")) {
            Response refused = mine.tenant().asks().get(path(strange, path));
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.asString()).isEqualTo(mine.tenant().asks().get(path(unknown, path)).asString());
        }
        assertThat(decide(strange, "contact/l1", "email", "{'choice':'side_a'}").statusCode(404).extract().asString())
                .isEqualTo(decide(unknown, "contact/l1", "email", "{'choice':'side_a'}").extract().asString());
        assertThat(decideDeletes(strange, BATCH, "{'decision':'approve'}").statusCode(404).extract().asString())
                .isEqualTo(decideDeletes(unknown, BATCH, "{'decision':'approve'}").extract().asString());
        decideDeletes(mine, BATCH, "{'decision':'approve'}").statusCode(404);
        assertThat(heldDeletes(others)).containsExactly(BATCH);
        conflicts(others, "").body("[0].state", equalTo("DECIDED"));
    }

    @Test
    void nobodyDecidesWithoutAKeyAndASessionIsAsGood() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        String field = path(pair, "records/contact/l1/fields/email/decision");
        String code = pair.tenant().asks().body("{}").post("/api/v1/login-codes").path("code");

        // When
        String session = given().redirects().follow(false).get("/login?code=" + code).cookie("bothways_session");

        // Then
        given().get(path(pair, "conflicts")).then().statusCode(401);
        given().get(path(pair, "held-deletes")).then().statusCode(401);
        given().contentType("application/json").body("{}").post(field).then().statusCode(401);
        given().contentType("application/json").body("{}").post(path(pair, "held-deletes/x")).then().statusCode(401);
        given().cookie("bothways_session", session).get(path(pair, "conflicts")).then().statusCode(200);
    }

    @Test
    void theDecisionsAreDescribed() {
        scene.tenant()
                .asks()
                .accept("application/json")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/api/v1/connections/{id}/conflicts"))
                .body(containsString("/api/v1/connections/{id}/records/{object}/{link}/fields/{mapping}/decision"))
                .body(containsString("/api/v1/connections/{id}/held-deletes/{batch}"))
                .body(containsString("put_back"));
    }
}
