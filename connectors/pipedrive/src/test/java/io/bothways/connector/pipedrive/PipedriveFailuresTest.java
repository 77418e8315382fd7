package io.bothways.connector.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipedriveFailuresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");

    @Test
    void keepsTheVendorsOwnWordsAndNamesTheField() {
        ConnectorFailure required = of(400, schema("Validation failed: name: Required"));
        ConnectorFailure unknown = of(400, schema(
                "Validation failed: custom_fields: Unrecognized key(s) in object: 'dcf558aac1ae4e8c4f849ba5e668430d8df9be12'"));
        ConnectorFailure option = of(400, schema(
                "Validation failed: a8a7810c69a80c761183a6459625f9051cf9d71d: Invalid option id 99"));

        assertThat(required.failure().code()).isEqualTo(FailureCodes.REQUIRED_FIELD_MISSING);
        assertThat(required.failure().appMessage()).isEqualTo("Validation failed: name: Required");
        assertThat(required.failure().field()).isEqualTo("name");
        assertThat(unknown.failure().code()).isEqualTo(FailureCodes.UNKNOWN_FIELD);
        assertThat(unknown.failure().field()).isEqualTo("dcf558aac1ae4e8c4f849ba5e668430d8df9be12");
        assertThat(option.failure().code()).isEqualTo(FailureCodes.INVALID_OPTION);
        assertThat(option.failure().field()).isEqualTo("a8a7810c69a80c761183a6459625f9051cf9d71d");
        assertThat(of(400, schema("Validation failed: owner_id: Expected number, received string")).failure().code())
                .isEqualTo(FailureCodes.INVALID_VALUE);
        assertThat(of(400, error("Bad request", 400)).kind()).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    void decidesEveryStatusOfTheVendor() {
        assertThat(of(401, error("unauthorized access", 401)).kind()).isEqualTo(FailureKind.REAUTHORIZE);
        assertThat(of(402, error("Payment required", 402))).satisfies(inactive -> {
            assertThat(inactive.kind()).isEqualTo(FailureKind.REAUTHORIZE);
            assertThat(inactive.failure().code()).isEqualTo(FailureCodes.PERMISSION_MISSING);
        });
        assertThat(of(403, error("Scope and URL mismatch", 403))).satisfies(forbidden -> {
            assertThat(forbidden.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(forbidden.failure().code()).isEqualTo(FailureCodes.PERMISSION_MISSING);
            assertThat(forbidden.failure().appMessage()).isEqualTo("Scope and URL mismatch");
        });
        assertThat(of(404, error("Person not found", 404)).kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(of(410, error("Gone", 410)).kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(of(400, "{\"success\":false,\"error\":\"invalid_grant\",\"message\":\"Refresh token expired\"}"))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCodes.CREDENTIALS_REFUSED);
                    assertThat(refused.failure().appMessage()).isEqualTo("Refresh token expired");
                });
    }

    @Test
    void aBurstEndsAfterTheSecondsThatTheHeaderTells() {
        ConnectorFailure told = of(429, error("Rate limit exceeded", 429), Map.of(
                "x-ratelimit-reset", "2", "x-daily-ratelimit-token-remaining", "1500"));

        assertThat(told.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(told.failure().code()).isEqualTo(FailureCodes.RATE_LIMIT_REACHED);
        assertThat(told.retryAt()).contains(NOW.plusSeconds(2));
        assertThat(of(429, "").retryAt()).contains(NOW.plusSeconds(2));
    }

    @Test
    void aSpentDayEndsAtMidnight() {
        Map<String, String> headers = Map.of("x-ratelimit-reset", "2", "x-daily-ratelimit-token-remaining", "0");
        ConnectorFailure spent = of(429, error("Rate limit exceeded", 429), headers);

        assertThat(spent.failure().code()).isEqualTo(FailureCodes.DAILY_LIMIT_REACHED);
        assertThat(spent.retryAt()).contains(Instant.parse("2026-11-22T22:00:00Z"));
        assertThat(PipedriveFailures.classify(429, headers, "", clock(), Optional.empty()).retryAt())
                .as("while the zone is not known").contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aPageOfTheEdgeShutsUsOutForAWhile() {
        ConnectorFailure banned = of(403, "<!DOCTYPE html><html><title>Access denied | Cloudflare</title></html>");

        assertThat(banned.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(banned.retryAt()).contains(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void onlyAnswersThatMayHideAWriteLeaveItOpen() {
        for (int status : new int[] {500, 502, 504, 520, 522, 524}) {
            assertThat(of(status, "<html>").ofWrite().kind()).as("%s", status).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        }
        assertThat(of(503, "").ofWrite().kind()).isEqualTo(FailureKind.RETRY);
        assertThat(of(521, "").ofWrite().kind()).isEqualTo(FailureKind.RETRY);
        assertThat(of(418, "<html>").kind()).isEqualTo(FailureKind.RETRY);
    }

    private static ConnectorFailure of(int status, String body) {
        return of(status, body, Map.of());
    }

    private static ConnectorFailure of(int status, String body, Map<String, String> headers) {
        return PipedriveFailures.classify(status, headers, body, clock(), Optional.of(TALLINN));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static String error(String words, int code) {
        return "{\"success\":false,\"error\":\"" + words + "\",\"error_info\":\"Please check\",\"errorCode\":" + code
                + ",\"data\":null}";
    }

    private static String schema(String words) {
        return "{\"success\":false,\"error\":\"" + words + "\",\"error_info\":\"Please check\",\"errorCode\":400,"
                + "\"data\":null,\"code\":\"ERR_SCHEMA_VALIDATION_FAILED\"}";
    }
}
