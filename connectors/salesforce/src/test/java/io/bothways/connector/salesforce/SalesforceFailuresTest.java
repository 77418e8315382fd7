package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceFailuresTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "401, INVALID_SESSION_ID, REAUTHORIZE, CREDENTIALS_REFUSED",
        "403, REQUEST_LIMIT_EXCEEDED, RATE_LIMITED, DAILY_LIMIT_REACHED",
        "403, INSUFFICIENT_ACCESS_OR_READONLY, REJECTED, PERMISSION_MISSING",
        "403, API_DISABLED_FOR_ORG, REJECTED, PERMISSION_MISSING",
        "400, INVALID_QUERY_LOCATOR, CURSOR_EXPIRED, CURSOR_EXPIRED",
        "400, INVALID_FIELD, REJECTED, UNKNOWN_FIELD",
        "400, UNABLE_TO_LOCK_ROW, RETRY, RECORD_LOCKED",
        "400, QUERY_TIMEOUT, RETRY, APP_UNAVAILABLE",
        "404, NOT_FOUND, NOT_FOUND, NOT_FOUND",
        "503, SERVER_UNAVAILABLE, RETRY, APP_UNAVAILABLE",
        "500, APEX_ERROR, RETRY, APP_UNAVAILABLE",
    })
    void saysWhatACodeMeans(int status, String vendorCode, FailureKind kind, String code) {
        ConnectorFailure failure =
                classify(status, "[{\"message\":\"words\",\"errorCode\":\"" + vendorCode + "\"}]");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.failure().code()).isEqualTo(code);
        assertThat(failure.failure().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"406, RETRY", "420, RETRY", "502, RETRY", "400, RETRY", "403, RETRY", "401, REAUTHORIZE",
        "414, DEFECT", "404, NOT_FOUND", "429, RATE_LIMITED"})
    void readsTheStatusWhereTheEdgeAnswersAPage(int status, FailureKind kind) {
        for (String body : new String[] {"<html><body>Gateway</body></html>", ""}) {
            assertThat(classify(status, body).kind()).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_client, REAUTHORIZE", "400, invalid_grant, REAUTHORIZE", "400, unavailable, RETRY"})
    void understandsTheTokenEndpoint(int status, String error, FailureKind kind) {
        assertThat(classify(status, "{\"error\":\"" + error + "\",\"error_description\":\"words\"}").kind())
                .isEqualTo(kind);
    }

    @Test
    void comesBackInMinutesWhereNoResetIsTold() {
        assertThat(classify(403, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\","
                                + "\"message\":\"TotalRequests Limit exceeded.\"}]")
                        .retryAt())
                .contains(NOON.plusSeconds(300));
        ConnectorFailure concurrent = classify(403, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\","
                + "\"message\":\"ConcurrentPerOrgLongTxn Limit exceeded.\"}]");
        assertThat(concurrent.retryAt()).contains(NOON.plusSeconds(20));
        assertThat(concurrent.failure().code()).isEqualTo(FailureCodes.RATE_LIMIT_REACHED);
    }

    @Test
    void findsTheExistingRecordOfADuplicate() throws Exception {
        Answer unique = row("""
                [{"statusCode":"DUPLICATE_VALUE","message":"duplicate value found: Bothways_Key__c duplicates value on \
                record with id: 001D000000IqhSL","fields":[]}]""");
        Answer rule = row("""
                [{"statusCode":"DUPLICATES_DETECTED","message":"You're creating a duplicate record.","fields":[],
                  "duplicateResult":{"matchResults":[{"matchRecords":[{"record":{"Id":"001D000000IqhSLIAZ"}}]}]}}]""");
        for (Answer answer : new Answer[] {unique, rule}) {
            assertThat(answer).isInstanceOfSatisfying(Answer.Duplicate.class, duplicate ->
                    assertThat(duplicate.existing()).contains("001D000000IqhSLIAZ"));
        }
    }

    @Test
    void tellsGoneLockedAndRefusedRowsApart() throws Exception {
        assertThat(row("[{\"statusCode\":\"ENTITY_IS_DELETED\",\"message\":\"entity is deleted\",\"fields\":[]}]"))
                .isEqualTo(new Answer.Missing());
        assertThat(row("[{\"statusCode\":\"UNABLE_TO_LOCK_ROW\",\"message\":\"busy\",\"fields\":[]}]"))
                .isInstanceOfSatisfying(Answer.Failed.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.RETRY));
        assertThat(row("[{\"statusCode\":\"STRING_TOO_LONG\",\"message\":\"City: data value too large\","
                        + "\"fields\":[\"MailingCity\"]}]"))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(failed.failure().code()).isEqualTo(FailureCodes.VALUE_TOO_LONG);
                    assertThat(failed.failure().field()).isEqualTo("MailingCity");
                });
        assertThat(row("[{\"statusCode\":\"INVALID_CROSS_REFERENCE_KEY\",\"message\":\"m\","
                        + "\"fields\":[\"AccountId\"]}]"))
                .isInstanceOf(Answer.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"500, OUTCOME_UNKNOWN", "504, OUTCOME_UNKNOWN", "503, RETRY", "406, RETRY"})
    void leavesTheOutcomeOfAWriteOpenWhereTheGatewayAnswered(int status, FailureKind kind) {
        assertThat(classify(status, "").ofWrite().kind()).isEqualTo(kind);
    }

    private static ConnectorFailure classify(int status, String body) {
        return SalesforceFailures.classify(status, Map.of(), body, CLOCK);
    }

    private static Answer row(String errors) throws Exception {
        JsonNode tree = new ObjectMapper().readTree(errors);
        return SalesforceFailures.row(tree);
    }
}
