package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.Trial;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** HubSpot as the conformance kit has to know it. */
final class HubSpotSubject implements Subject {
    @Override
    public String connector() {
        return "hubspot";
    }

    @Override
    public SimulatedApp app() {
        return new HubSpotApp();
    }

    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of("access_token", startLine.path("access_token").asText());
    }

    @Override
    public Optional<Map<String, String>> renewable(JsonNode startLine) {
        return Optional.of(Map.of(
                "refresh_token", startLine.path("refresh_token").asText(),
                "client_id", startLine.path("client_id").asText(),
                "client_secret", startLine.path("client_secret").asText()));
    }

    @Override
    public String identity(JsonNode startLine) {
        return startLine.path("portal_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("contacts", "email", number -> "p" + number + "@example.com", "jobtitle")
                .holding("health_score", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding("renewal_date", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding("customer_tier", FieldValue.of(new Value.Option("gold")))
                .refusing("customer_tier", FieldValue.of(new Value.Option("tin")), FailureCodes.INVALID_OPTION)
                .referringBy(HubSpotType.COMPANY_REFERENCE);
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(
                Sample.of("companies", "domain", number -> "c" + number + ".example.com", "city").repeatable());
    }

    @Override
    public Optional<String> combine(Trial trial, String winner, String loser) {
        return Optional.of(trial.vendor(
                        "POST",
                        "/crm/v3/objects/contacts/merge",
                        Map.of("Authorization", "Bearer " + trial.startLine().path("access_token").asText()),
                        Map.of("primaryObjectId", winner, "objectIdToMerge", loser))
                .path("id")
                .asText());
    }

    @Override
    public boolean pushesCombines() {
        return true;
    }

    @Override
    public List<VendorError> errors() {
        return List.of(
                VendorError.of(429, """
                                {"status":"error","message":"You have reached your ten_secondly_rolling limit.",
                                 "errorType":"RATE_LIMIT","correlationId":"c","policyName":"TEN_SECONDLY_ROLLING"}""",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "ten_secondly_rolling")
                        .with("Retry-After", "7")
                        .waiting(Duration.ofSeconds(7)),
                VendorError.of(429, """
                                {"status":"error","message":"You have reached your secondly limit.",
                                 "errorType":"RATE_LIMIT","policyName":"SECONDLY"}""",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "secondly limit")
                        .with("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")
                        .waiting(Duration.ofSeconds(10)),
                VendorError.of(429, """
                                {"status":"error","message":"You have reached your daily limit.",
                                 "errorType":"RATE_LIMIT","correlationId":"c","policyName":"DAILY","requestId":"r"}""",
                                FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED, "daily limit"),
                VendorError.of(401, """
                                {"status":"error","message":"The access token is expired.","correlationId":"c",
                                 "category":"EXPIRED_AUTHENTICATION"}""",
                                FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "expired"),
                VendorError.of(401, """
                                {"status":"error","message":"Authentication credentials not found.",
                                 "category":"INVALID_AUTHENTICATION"}""",
                                FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "credentials not found"),
                VendorError.of(530, "<html>error code: 1016</html>",
                                FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, ""),
                VendorError.of(403, """
                                {"status":"error","message":"This app hasn't been granted all required scopes.",
                                 "category":"MISSING_SCOPES"}""",
                                FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "required scopes"),
                VendorError.of(403, "<html>Attention Required! | Cloudflare</html>",
                                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""),
                VendorError.of(404, """
                                {"status":"error","message":"resource not found","correlationId":"c"}""",
                                FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "resource not found"),
                VendorError.of(409, """
                                {"status":"error","message":"Contact already exists. Existing ID: 12345",
                                 "correlationId":"c","category":"CONFLICT"}""",
                                FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE, "Existing ID: 12345"),
                VendorError.of(400, """
                                {"status":"error","message":"Property values were not valid: \
                                [{\\"isValid\\":false,\\"message\\":\\"Property x does not exist\\",\
                                \\"error\\":\\"PROPERTY_DOESNT_EXIST\\",\\"name\\":\\"x\\"}]",
                                 "correlationId":"c","category":"VALIDATION_ERROR"}""",
                                FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "does not exist"),
                VendorError.of(400, """
                                {"status":"error","message":"Something was wrong","category":"VALIDATION_ERROR"}""",
                                FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Something was wrong"),
                VendorError.of(414, "", FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED, ""),
                VendorError.of(423, """
                                {"status":"error","message":"This object is locked"}""",
                                FailureKind.RETRY, FailureCodes.RECORD_LOCKED, "locked")
                        .with("Retry-After", "2")
                        .waiting(Duration.ofSeconds(2)),
                VendorError.of(477, """
                                {"status":"error","message":"Migration in progress"}""",
                                FailureKind.RATE_LIMITED, FailureCodes.APP_UNAVAILABLE, "Migration")
                        .with("Retry-After", "3600")
                        .waiting(Duration.ofHours(1)),
                VendorError.of(500, """
                                {"status":"error","message":"internal error","correlationId":"c"}""",
                                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "internal error"),
                VendorError.of(521, "<html>Web server is down</html>",
                                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""));
    }

    @Override
    public Optional<String> callOfAnotherIntegration() {
        return Optional.of("/account-info/v3/details");
    }

    @Override
    public Set<String> budgetsTold() {
        return Set.of("rolling", "daily");
    }
}
