package io.bothways.connector.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntercomFailuresTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, REAUTHORIZE, CREDENTIALS_REFUSED",
        "401, token_unauthorized, REAUTHORIZE, CREDENTIALS_REFUSED",
        "403, api_plan_restricted, REJECTED, PERMISSION_MISSING",
        "403, forbidden, REJECTED, PERMISSION_MISSING",
        "400, parameter_invalid, REJECTED, INVALID_VALUE",
        "422, data_invalid, REJECTED, INVALID_VALUE",
        "400, parameter_not_found, REJECTED, REQUIRED_FIELD_MISSING",
        "404, not_found, NOT_FOUND, NOT_FOUND",
        "404, company_not_found, NOT_FOUND, NOT_FOUND",
        "410, contact_merged, NOT_FOUND, NOT_FOUND",
        "409, conflict, REJECTED, DUPLICATE_VALUE",
        "409, resource_conflict, REJECTED, DUPLICATE_VALUE",
        "400, contact_company_limit_exceeded, REJECTED, RULE_REFUSED",
        "429, rate_limit_exceeded, RATE_LIMITED, RATE_LIMIT_REACHED",
        "400, scroll_exists, RETRY, APP_UNAVAILABLE",
        "400, intercom_version_invalid, DEFECT, REQUEST_REFUSED",
        "400, invalid_sort_order, DEFECT, REQUEST_REFUSED",
        "400, invalid_merge, REJECTED, INVALID_VALUE",
        "500, server_error, RETRY, APP_UNAVAILABLE",
        "503, service_unavailable, RETRY, APP_UNAVAILABLE",
        "400, something_new, REJECTED, REQUEST_REFUSED",
    })
    void everyCodeOfTheVendorMeansOneThingAndKeepsTheVendorsWords(
            int status, String code, FailureKind kind, String ours) {
        ConnectorFailure failure = classify(status, Map.of(), error(code, "In the vendor's words"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.failure().code()).isEqualTo(ours);
        assertThat(failure.failure().appMessage()).isEqualTo("In the vendor's words");
        assertThat(failure.failure().message()).isNotBlank();
        assertThat(failure.failure().status()).isEqualTo(status);
    }

    @Test
    void waitsUntilTheSecondThatTheWindowIsFullAgain() {
        String body = error("rate_limit_exceeded", "Exceeded rate limit of 83 in 10_seconds");
        String reset = Long.toString(NOW.plusSeconds(7).getEpochSecond());

        assertThat(classify(429, Map.of("x-ratelimit-reset", reset), body).retryAt()).contains(NOW.plusSeconds(7));
        assertThat(classify(429, Map.of(), body).retryAt()).contains(NOW.plusSeconds(10));
        String past = Long.toString(NOW.minusSeconds(7).getEpochSecond());
        assertThat(classify(429, Map.of("x-ratelimit-reset", past), body).retryAt()).contains(NOW.plusSeconds(10));
    }

    @Test
    void aPageOfAProxyIsNoAnswerOfTheApp() {
        for (int status : new int[] {403, 400, 502}) {
            ConnectorFailure failure = classify(status, Map.of(), "<html>Attention Required!</html>");
            assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
            assertThat(failure.failure().code()).isEqualTo(FailureCodes.APP_UNAVAILABLE);
        }
        assertThat(classify(404, Map.of(), "").kind()).isEqualTo(FailureKind.NOT_FOUND);
    }

    @Test
    void aServerErrorLeavesWritesOpenUnlessItSaysThatNothingWasBegun() {
        assertThat(classify(500, Map.of(), "").mayHaveApplied()).isTrue();
        assertThat(classify(504, Map.of(), "{").mayHaveApplied()).isTrue();
        assertThat(classify(503, Map.of(), "").mayHaveApplied()).isFalse();
    }

    @Test
    void aMergedContactLeadsToTheOneItLivesOnIn() {
        ConnectorException merged = new ConnectorException(classify(
                410,
                Map.of("link", "</contacts/6762f0dd1bb69f9f2193bb83>; rel=\"canonical\""),
                error("contact_merged", "This contact was merged")));
        ConnectorException gone = new ConnectorException(
                classify(404, Map.of(), error("not_found", "User Not Found")));

        assertThat(IntercomFailures.survivor(merged)).contains("6762f0dd1bb69f9f2193bb83");
        assertThat(IntercomFailures.item(merged)).contains(new Answer.Moved("6762f0dd1bb69f9f2193bb83"));
        assertThat(merged.failure().appMessage()).startsWith("This contact was merged");
        assertThat(IntercomFailures.survivor(gone)).isEmpty();
        assertThat(IntercomFailures.item(gone)).contains(new Answer.Missing());
    }

    @Test
    void aDuplicateNamesTheRecordUnlessThatIsArchived() {
        assertThat(duplicate("A contact matching those details already exists with id=6762f0dd1bb69f9f2193bb83"))
                .contains("6762f0dd1bb69f9f2193bb83");
        assertThat(duplicate("An archived contact matching those details already exists with id=6762f0. Unarchive."))
                .isEmpty();
        assertThat(duplicate("Somebody is there")).isEmpty();
    }

    @Test
    void namesTheAttributeThatAValueWasRefusedFor() {
        ConnectorFailure option = classify(400, Map.of(), """
                {"type":"error.list","errors":[{"code":"parameter_invalid","field":"custom_attributes.tier",
                 "message":"The value 'tin' is not valid for attribute 'tier'"}]}""");
        ConnectorFailure unknown =
                classify(400, Map.of(), error("parameter_invalid", "Custom attribute 'x' does not exist"));

        assertThat(option.failure().field()).isEqualTo("custom_attributes.tier");
        assertThat(option.failure().code()).isEqualTo(FailureCodes.INVALID_OPTION);
        assertThat(unknown.failure().code()).isEqualTo(FailureCodes.UNKNOWN_FIELD);
    }

    @Test
    void aRefusalOfTheWholeAccountIsNoAnswerAboutARecord() {
        assertThat(IntercomFailures.item(new ConnectorException(
                        classify(403, Map.of(), error("api_plan_restricted", "Subscription needed"))))).isEmpty();
        assertThat(IntercomFailures.item(new ConnectorException(
                        classify(401, Map.of(), error("unauthorized", "Access Token Invalid"))))).isEmpty();
    }

    private static Optional<String> duplicate(String message) {
        ConnectorFailure conflict = classify(409, Map.of(), error("conflict", message));
        Answer answer = IntercomFailures.item(new ConnectorException(conflict)).orElseThrow();
        return ((Answer.Duplicate) answer).existing();
    }

    private static ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return IntercomFailures.classify(status, headers, body, CLOCK);
    }

    private static String error(String code, String message) {
        return "{\"type\":\"error.list\",\"request_id\":\"r\",\"errors\":[{\"code\":\"" + code
                + "\",\"message\":\"" + message + "\"}]}";
    }
}
