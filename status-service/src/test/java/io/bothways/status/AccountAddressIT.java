package io.bothways.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants name the addresses of their apps; those inside the operator's network are none of theirs. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AccountAddressIT {
    @Inject
    Scene scene;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://api.example.invalid    | plain http",
                "http://93.184.215.14          | plain http",
                "https://169.254.169.254       | metadata",
                "https://10.0.0.1/api          | private",
                "https://192.168.1.1:8443      | private",
                "https://[fd00:ec2::254]       | metadata",
                "https://[::ffff:172.16.0.9]   | private",
                "http://0.0.0.0:8700           | local",
            })
    void anAddressAtWhichAppsMayNotBeCalledIsRefusedWithWhatIsAllowed(String address, String reason) {
        String message = refused(connect(scene.tenant(), address));

        assertThat(message).contains(reason, "an https address on the internet", "127.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:secret@example.com", "https://example.com/?key=secret", "https://x.com/#secret"})
    void anAddressThatIsMoreThanAnAddressIsRefused(String address) {
        assertThat(refused(connect(scene.tenant(), address))).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://93.184.215.14/api", "https://api.example.invalid", "http://127.0.0.1:9"})
    void anAddressOnTheInternetOrOnTheSameMachineIsTaken(String address) {
        connect(scene.tenant(), address).statusCode(201).body("base_url", equalTo(address));
    }

    @Test
    void anAccountIsNotMovedToWhereAppsMayNotBeCalled() {
        Tenant tenant = scene.tenant();
        String account = scene.account(tenant, "apple", "Apple of ACME");
        String before = tenant.asks().get("/api/v1/accounts/" + account).path("base_url");

        ValidatableResponse moved = tenant.asks()
                .body(Map.of("base_url", "https://169.254.169.254/latest"))
                .patch("/api/v1/accounts/" + account)
                .then();

        refused(moved);
        tenant.asks().get("/api/v1/accounts/" + account).then().body("base_url", equalTo(before));
    }

    private static ValidatableResponse connect(Tenant tenant, String address) {
        Map<String, Object> account = Map.of(
                "name", "A", "connector", "apple", "base_url", address, "credentials", Map.of("access_token", "x"));
        return tenant.asks().body(account).post("/api/v1/accounts").then();
    }

    private static String refused(ValidatableResponse answer) {
        return answer.statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("base_url"))
                .extract()
                .path("errors[0].message");
    }
}
