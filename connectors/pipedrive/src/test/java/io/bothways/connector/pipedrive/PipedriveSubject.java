package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.pipedrive.PipedriveApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Pipedrive as the conformance kit has to know it. Custom fields have the keys that the seed of the tests gives. */
final class PipedriveSubject implements Subject {
    private static final String POSITION = "76a99498b51e1329fc7de61c16285dd74253de82";
    private static final String HEALTH_SCORE = "dfe626d5ff7d4bf9dc46c78accbb1b7d4b84db24";
    private static final String RENEWAL_DATE = "d6002ec5e1c26789aa66ce1ed81f9ad179a34f01";
    private static final String TIER = "a8a7810c69a80c761183a6459625f9051cf9d71d";
    private static final String TOPICS = "bb6a0681c43f9c5c30bd624e9f6b3987cb16172e";
    private static final String COMPANY_CITY = "073451403ded6dc0cf49659ea7c26abcf1194cd9";

    @Override
    public String connector() {
        return "pipedrive";
    }

    @Override
    public SimulatedApp app() {
        return new PipedriveApp();
    }

    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of("api_token", startLine.path("access_token").asText());
    }

    @Override
    public Optional<Map<String, String>> renewable(JsonNode startLine) {
        return Optional.of(Map.of(
                "client_id", startLine.path("client_id").asText(),
                "client_secret", startLine.path("client_secret").asText(),
                "refresh_token", startLine.path("refresh_token").asText()));
    }

    @Override
    public String identity(JsonNode startLine) {
        return startLine.path("company_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("persons", "emails", number -> "p" + number + "@example.com", POSITION)
                .repeatable()
                .requiring("name", "Person Example")
                .holding(HEALTH_SCORE, FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding(RENEWAL_DATE, FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding(TIER, FieldValue.of(new Value.Option("11")))
                .holding(TOPICS, FieldValue.of(new Value.OptionSet(new TreeSet<>(Set.of("21", "23")))))
                .refusing(TIER, FieldValue.of(new Value.Option("99")), FailureCodes.INVALID_OPTION)
                .refusing(HEALTH_SCORE, FieldValue.text("twelve"), FailureCodes.INVALID_VALUE)
                .referringBy("org_id");
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(Sample.of("organizations", "name", number -> "Company " + number, COMPANY_CITY)
                .repeatable());
    }

    @Override
    public String createOperation() {
        return "persons.create";
    }

    @Override
    public List<VendorError> errors() {
        String schema = "ERR_SCHEMA_VALIDATION_FAILED";
        return List.of(
                error(400, "Validation failed: name: Required", schema,
                        FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING),
                error(400, "Validation failed: Unrecognized key(s) in object: 'nope'", schema,
                        FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD),
                error(400, "Validation failed: " + TIER + ": Invalid option id 99", schema,
                        FailureKind.REJECTED, FailureCodes.INVALID_OPTION),
                error(400, "Parameter 'updated_since' is not a valid datetime", schema,
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE),
                error(400, "Bad request", "", FailureKind.REJECTED, FailureCodes.INVALID_VALUE),
                VendorError.of(400, "{\"success\":false,\"error\":\"invalid_grant\",\"message\":\"Token expired\"}",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "Token expired"),
                error(401, "unauthorized access", "",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED),
                error(402, "Company account is not open", "",
                        FailureKind.REAUTHORIZE, FailureCodes.PERMISSION_MISSING),
                error(403, "Scope and URL mismatch", "", FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING),
                error(404, "Person not found", "", FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                error(410, "Gone", "", FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                error(429, "Rate limit exceeded", "", FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED)
                        .with("x-ratelimit-reset", "2")
                        .with("x-daily-ratelimit-token-remaining", "1500")
                        .waiting(Duration.ofSeconds(2)),
                error(429, "Rate limit exceeded", "", FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED)
                        .with("x-ratelimit-reset", "2")
                        .with("x-daily-ratelimit-token-remaining", "0"),
                VendorError.of(403, "<html><title>Access denied | Cloudflare</title></html>",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "")
                        .waiting(Duration.ofMinutes(5)),
                error(500, "Internal error", "", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE),
                VendorError.of(502, "<html>Bad gateway</html>", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""),
                VendorError.of(503, "", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""));
    }

    private static VendorError error(int status, String message, String vendorCode, FailureKind kind, String code) {
        String body = "{\"success\":false,\"error\":\"" + message + "\",\"error_info\":\"Please check\",\"errorCode\":"
                + status + ",\"data\":null" + (vendorCode.isEmpty() ? "" : ",\"code\":\"" + vendorCode + "\"") + "}";
        return VendorError.of(status, body, kind, code, message);
    }

    @Override
    public Optional<String> callOfAnotherIntegration() {
        return Optional.of("/v1/users/me");
    }

    @Override
    public Set<String> budgetsTold() {
        return Set.of("daily_tokens");
    }
}
