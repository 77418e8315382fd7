package io.bothways.connector.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.pipedrive.PipedriveApp;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipedrive, as its manifest describes it, as the conformance kit has to know it. */
final class PipedriveSubject implements Subject {
    @Override
    public String connector() {
        return "pipedrive-manifest";
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
    public String identity(JsonNode startLine) {
        return startLine.path("company_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("persons", "emails", number -> "p" + number + "@example.com", custom("City"))
                .repeatable()
                .requiring("name", "Ann Lee")
                .holding(custom("Health score"), FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding(custom("Renewal date"), FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .referringBy("org_id");
    }

    private static String custom(String label) {
        return PipedriveSchema.PERSONS.fields().stream()
                .filter(field -> field.label().equals(label))
                .map(PipedriveField::code)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(Sample.of("organizations", "name", number -> "Company " + number, "address").repeatable());
    }

    @Override
    public List<VendorError> errors() {
        return List.of(
                VendorError.of(400, """
                                {"success":false,"error":"Validation failed: name: Required",
                                 "code":"ERR_SCHEMA_VALIDATION_FAILED"}""",
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "name: Required"),
                VendorError.of(401, """
                                {"success":false,"error":"unauthorized access","errorCode":401}""",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "unauthorized access"),
                VendorError.of(402, """
                                {"success":false,"error":"Payment required","errorCode":402}""",
                        FailureKind.REAUTHORIZE, FailureCodes.PERMISSION_MISSING, "Payment required"),
                VendorError.of(403, """
                                {"success":false,"error":"Scope and URL mismatch","errorCode":403}""",
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "Scope and URL mismatch"),
                VendorError.of(404, """
                                {"success":false,"error":"Person not found","errorCode":404}""",
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Person not found"),
                VendorError.of(429, """
                                {"success":false,"error":"Rate limit exceeded","errorCode":429}""",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "Rate limit exceeded")
                        .with("x-ratelimit-reset", "2")
                        .waiting(Duration.ofSeconds(2)),
                VendorError.of(429, """
                                {"success":false,"error":"Rate limit exceeded","errorCode":429}""",
                                FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED, "Rate limit exceeded")
                        .with("x-daily-ratelimit-token-remaining", "0"),
                VendorError.of(403, "<html><title>Access denied | Cloudflare</title></html>",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "")
                        .with("Content-Type", "text/html; charset=UTF-8")
                        .waiting(Duration.ofMinutes(5)),
                VendorError.of(503, "", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""));
    }

    @Override
    public Optional<String> callOfAnotherIntegration() {
        return Optional.of("/v1/users/me");
    }
}
