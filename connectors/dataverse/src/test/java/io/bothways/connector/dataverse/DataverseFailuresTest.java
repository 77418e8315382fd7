package io.bothways.connector.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataverseFailuresTest {
    private static final Instant NOW = Instant.parse("2026-02-11T04:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "429 | 0x80072322 | RATE_LIMITED | RATE_LIMIT_REACHED | Number of requests exceeded the limit of 6000",
        "429 | 0x80072321 | RATE_LIMITED | RATE_LIMIT_REACHED  | Combined execution time of incoming requests exceeded",
        "429 | 0x80072326 | RATE_LIMITED | RATE_LIMIT_REACHED  | Number of concurrent requests exceeded the limit",
        "400 | 0x80044352 | CURSOR_EXPIRED | CURSOR_EXPIRED | Version stamp associated with the client has expired",
        "412 | 0x80060882 | STALE_VERSION | REQUEST_REFUSED     | The version of the existing record doesn't match",
        "412 | | STALE_VERSION | REQUEST_REFUSED | The version of the existing record doesn't match",
        "412 | 0x80040333 | REJECTED | DUPLICATE_VALUE | A record was not created or updated because",
        "500 | 0x80040333 | REJECTED | DUPLICATE_VALUE | A record was not created or updated because",
        "412 | DuplicateRecord | REJECTED | DUPLICATE_VALUE | A record was not created or updated because",
        "412 | 0x80040237 | REJECTED | DUPLICATE_VALUE     | A record with matching key values already exists.",
        "412 | 0x80060892 | REJECTED | DUPLICATE_VALUE     | Entity Key Code violated.",
        "400 | 0x80044331 | REJECTED | VALUE_TOO_LONG      | The length of the 'lastname' attribute exceeded",
        "400 | 0x8004431A | REJECTED | INVALID_OPTION      | The value 42 of 'tier' is outside the valid range",
        "400 | 0x80048d19 | REJECTED | INVALID_VALUE       | Cannot convert a value of property 'score'",
        "400 | 0x80048d19 | REJECTED | UNKNOWN_FIELD       | The property 'x' does not exist on type 'contact'.",
        "400 | 0x80060888 | REJECTED | UNKNOWN_FIELD       | Could not find a property named 'x' on type 'contact'",
        "400 | 0x80040265 | REJECTED | RULE_REFUSED        | Your plug-in says no",
        "405 | 0x80048405 | REJECTED | RULE_REFUSED        | The object you tried to delete is associated",
        "405 | | REJECTED | RULE_REFUSED | The object you tried to delete is associated",
        "403 | 0x80040220 | REJECTED | PERMISSION_MISSING  | SecLib::AccessCheckEx failed: prvReadContact",
        "403 | | REJECTED | PERMISSION_MISSING | Principal user is missing prvReadContact privilege",
        "404 | 0x80040217 | NOT_FOUND | NOT_FOUND           | Entity 'contact' With Id = 1 Does Not Exist",
        "404 | | NOT_FOUND | NOT_FOUND | Resource not found for the segment 'contakts'.",
        "401 | | REAUTHORIZE | CREDENTIALS_REFUSED | Unauthorized",
        "413 | | DEFECT | REQUEST_REFUSED | Request entity too large",
        "501 | | REJECTED | REQUEST_REFUSED | Not implemented",
        "503 | | RETRY | APP_UNAVAILABLE | Service unavailable",
        "400 | 0x80099999 | REJECTED | REQUEST_REFUSED     | Something that nobody has documented"})
    void anErrorMeansWhatItsCodeOrStatusSaysAndKeepsTheWords(
            int status, String code, FailureKind kind, String expected, String message) {
        ConnectorFailure failure = classify(status, "{\"error\":{\"code\":\"" + (code == null ? "" : code)
                + "\",\"message\":\"" + message + "\",\"@Microsoft.PowerApps.CDS.TraceText\":\"\"}}", Map.of());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.failure().code()).isEqualTo(expected);
        assertThat(failure.failure().appMessage()).isEqualTo(message);
        assertThat(failure.failure().status()).isEqualTo(status);
    }

    @Test
    void aLimitSaysWhenToComeBack() {
        ConnectorFailure failure = classify(
                429, "{\"error\":{\"code\":\"0x80072322\",\"message\":\"m\"}}", Map.of("Retry-After", "37"));

        assertThat(failure.retryAt()).contains(NOW.plusSeconds(37));
        assertThat(classify(429, "", Map.of()).retryAt()).contains(NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void theColumnIsFoundWhereTheWordsNameIt() {
        assertThat(column("0x80044331", "The length of the 'lastname' attribute of the 'contact' entity"))
                .isEqualTo("lastname");
        assertThat(column("0x80048d19", "Invalid property 'nofield' was found in entity 'contact'."))
                .isEqualTo("nofield");
        assertThat(column("0x8004431A", "The value 42 of 'tier' on record of type 'contact' is outside"))
                .isEqualTo("tier");
        assertThat(column("0x80040265", "no")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | invalid_grant | REAUTHORIZE | CREDENTIALS_REFUSED",
        "401 | invalid_client | REAUTHORIZE | CREDENTIALS_REFUSED",
        "503 | temporarily_unavailable | RETRY | APP_UNAVAILABLE",
        "500 | server_error | RETRY | APP_UNAVAILABLE",
        "429 | throttled | RATE_LIMITED | RATE_LIMIT_REACHED"})
    void anErrorOfTheTokenEndpointIsAboutTheCredentialsUnlessItIsItsOwn(
            int status, String error, FailureKind kind, String code) {
        ConnectorFailure failure = classify(
                status, "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS7000215: no\"}", Map.of());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.failure().code()).isEqualTo(code);
        assertThat(failure.failure().appMessage()).isEqualTo("AADSTS7000215: no");
    }

    @ParameterizedTest
    @CsvSource({"500, true", "502, true", "504, true", "503, false", "400, false"})
    void whatLeavesAWriteOpenIsSaid(int status, boolean open) {
        ConnectorFailure failure = classify(status, "{\"error\":{\"code\":\"\",\"message\":\"m\"}}", Map.of());

        assertThat(failure.ofWrite().kind() == FailureKind.OUTCOME_UNKNOWN).isEqualTo(open);
    }

    @Test
    void aPageOfAGatewayIsNoVerdictOnTheRequest() {
        for (String body : new String[] {"<html><h1>403 Forbidden</h1></html>", "", "null", "{\"error\":", "[]"}) {
            assertThat(classify(403, body, Map.of()).kind()).as(body).isEqualTo(FailureKind.RETRY);
            assertThat(classify(502, body, Map.of()).kind()).as(body).isEqualTo(FailureKind.RETRY);
        }
        assertThat(classify(401, "", Map.of()).failure().code()).isEqualTo(FailureCodes.CREDENTIALS_REFUSED);
    }

    private static String column(String code, String message) {
        return classify(400, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}", Map.of())
                .failure()
                .field();
    }

    private static ConnectorFailure classify(int status, String body, Map<String, String> headers) {
        return DataverseFailures.classify(status, headers, body, CLOCK);
    }
}
