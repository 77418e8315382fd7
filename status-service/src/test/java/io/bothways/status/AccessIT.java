package io.bothways.status;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AccessIT {
    @Inject
    Scene scene;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/app/dashboard.js",
                "/api/v1/connections",
                "/api/v1/accounts",
                "/api/v1/activity/stream",
                "/api/v1/openapi",
                "/no/such/page"
            })
    void nobodyGetsInWithoutKeyOrCookie(String path) {
        given().get(path).then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        given().header("Authorization", "Bearer not-a-key").get(path).then().statusCode(401);
        given().cookie("bothways_session", "not-a-session").get(path).then().statusCode(401);
    }

    @Test
    void aProgramWithoutAKeyIsToldSoAsAProblem() {
        given().get("/api/v1/accounts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("status", equalTo(401));
    }

    @Test
    void aPersonWithoutASessionIsToldHowToGetOne() {
        given().get("/").then().statusCode(401).body(containsString("./bothways status"));
    }

    @Test
    void healthAndMetricsAreOpen() {
        given().get("/q/health").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("bothways_status_activity_age_seconds"));
    }

    @Test
    void theApiDescribesItselfToWhoeverHasAKey() {
        scene.tenant()
                .asks()
                .accept("application/json")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/api/v1/connections/{id}/records"));
    }

    @Test
    void aCodeBecomesASessionThatOpensThePage() {
        // Given
        String code = code(scene.tenant());

        // When
        Response login = given().redirects().follow(false).get("/login?code=" + code);

        // Then
        assertThat(login.statusCode()).isEqualTo(303);
        Cookie cookie = login.detailedCookie("bothways_session");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        given().cookie(cookie).get("/").then().statusCode(200).contentType("text/html");
        given().cookie(cookie).get("/api/v1/connections").then().statusCode(200);
    }

    @Test
    void aCodeWorksOnce() {
        // Given
        String code = code(scene.tenant());
        given().redirects().follow(false).get("/login?code=" + code).then().statusCode(303);

        // When
        Response again = given().redirects().follow(false).get("/login?code=" + code);

        // Then
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.detailedCookie("bothways_session")).isNull();
    }

    @Test
    void anOldSessionDoesNotKeepAFreshCodeFromWorking() {
        given().redirects()
                .follow(false)
                .cookie("bothways_session", "of-last-week")
                .get("/login?code=" + code(scene.tenant()))
                .then()
                .statusCode(303);
    }

    @Test
    void aSessionSeesItsOwnTenantOnly() {
        // Given
        Tenant mine = scene.tenant();
        scene.account(scene.tenant(), "apple", "Another tenant's");
        scene.account(mine, "apple", "Mine");

        // When
        String cookie = given().redirects().follow(false).get("/login?code=" + code(mine)).cookie("bothways_session");

        // Then
        given().cookie("bothways_session", cookie)
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("name", equalTo(java.util.List.of("Mine")));
    }

    private static String code(Tenant tenant) {
        return tenant.asks().body("{}").post("/api/v1/login-codes").then().statusCode(201).extract().path("code");
    }
}
