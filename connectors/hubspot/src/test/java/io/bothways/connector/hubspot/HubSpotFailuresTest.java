package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSpotFailuresTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String HTML = "<html><body>Attention Required! | Cloudflare</body></html>";

    @ParameterizedTest
    @CsvSource({
        "401, '{\"status\":\"error\",\"category\":\"EXPIRED_AUTHENTICATION\"}', REAUTHORIZE, CREDENTIALS_REFUSED",
        "530, '<html>error 1016</html>', REAUTHORIZE, CREDENTIALS_REFUSED",
        "403, '{\"status\":\"error\",\"category\":\"MISSING_SCOPES\"}', REJECTED, PERMISSION_MISSING",
        "403, '<html>blocked</html>', RETRY, APP_UNAVAILABLE",
        "404, '{\"category\":\"OBJECT_NOT_FOUND\"}', NOT_FOUND, NOT_FOUND",
        "414, '', DEFECT, REQUEST_REFUSED",
        "423, '{\"message\":\"locked\"}', RETRY, RECORD_LOCKED",
        "477, '', RATE_LIMITED, APP_UNAVAILABLE",
        "500, '', RETRY, APP_UNAVAILABLE",
        "502, '<html>bad gateway</html>', RETRY, APP_UNAVAILABLE",
        "521, '', RETRY, APP_UNAVAILABLE",
        "400, '<html>bad request</html>', RETRY, APP_UNAVAILABLE",
        "400, '{\"category\":\"VALIDATION_ERROR\",\"message\":\"Invalid\"}', REJECTED, INVALID_VALUE",
    })
    void saysWhatAStatusMeans(int status, String body, FailureKind kind, String code) {
        ConnectorFailure failure = classify(status, Map.of(), body);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.failure().code()).isEqualTo(code);
        assertThat(failure.failure().status()).isEqualTo(status);
    }

    @Test
    void waitsAsLongAsHubSpotSays() {
        assertThat(classify(429, Map.of("Retry-After", "3"), "{}").retryAt()).contains(NOON.plusSeconds(3));
        assertThat(classify(477, Map.of("retry-after", "600"), HTML).retryAt()).contains(NOON.plusSeconds(600));
    }

    @Test
    void waitsForTheWindowWhereHubSpotSaysNothing() {
        String body = "{\"status\":\"error\",\"errorType\":\"RATE_LIMIT\",\"policyName\":\"SECONDLY\"}";
        assertThat(classify(429, Map.of("x-hubspot-ratelimit-interval-milliseconds", "1000"), body).retryAt())
                .contains(NOON.plusSeconds(1));
        assertThat(classify(429, Map.of("retry-after", "soon"), HTML).retryAt()).contains(NOON.plusSeconds(10));
    }

    @Test
    void parksUntilMidnightOfTheAccountWhenTheDayIsUsedUp() {
        String body = """
                {"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT",
                 "correlationId":"c033cdaa-2c40-4a64-ae48-b4cec88dad24","policyName":"DAILY","requestId":"3d3e35b7"}""";
        ConnectorFailure there =
                HubSpotFailures.classify(429, Map.of(), body, CLOCK, Optional.of(ZoneId.of("US/Eastern")));
        assertThat(there.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(there.failure().code()).isEqualTo(FailureCodes.DAILY_LIMIT_REACHED);
        assertThat(there.retryAt()).contains(Instant.parse("2026-05-05T04:00:00Z"));
        assertThat(classify(429, Map.of(), body).retryAt()).contains(NOON.plusSeconds(3600));
    }

    @Test
    void namesTheFieldOfAValidationErrorThatStandsInTheMessage() {
        ConnectorFailure failure = classify(400, Map.of(), """
                {"status":"error","category":"VALIDATION_ERROR","message":"Property values were not valid: \
                [{\\"isValid\\":false,\\"message\\":\\"Property \\\\\\"x\\\\\\" does not exist\\",\
                \\"error\\":\\"PROPERTY_DOESNT_EXIST\\",\\"name\\":\\"x\\"}]"}""");
        assertThat(failure.failure().code()).isEqualTo(FailureCodes.UNKNOWN_FIELD);
        assertThat(failure.failure().field()).isEqualTo("x");
    }

    @Test
    void findsTheExistingRecordInAConflict() throws Exception {
        Answer answer = HubSpotFailures.item(new ObjectMapper().readTree("""
                {"status":"error","message":"Contact already exists. Existing ID: 12345",
                 "correlationId":"41f1b1a1","category":"CONFLICT"}"""));
        assertThat(answer).isInstanceOfSatisfying(Answer.Duplicate.class, duplicate -> {
            assertThat(duplicate.existing()).contains("12345");
            assertThat(duplicate.failure().code()).isEqualTo(FailureCodes.DUPLICATE_VALUE);
        });
    }

    @ParameterizedTest
    @CsvSource({"500, OUTCOME_UNKNOWN", "504, OUTCOME_UNKNOWN", "524, OUTCOME_UNKNOWN", "503, RETRY", "521, RETRY"})
    void leavesTheOutcomeOfAWriteOpenWhereTheGatewayAnswered(int status, FailureKind kind) {
        assertThat(classify(status, Map.of(), HTML).ofWrite().kind()).isEqualTo(kind);
    }

    private static ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return HubSpotFailures.classify(status, headers, body, CLOCK, Optional.empty());
    }
}
