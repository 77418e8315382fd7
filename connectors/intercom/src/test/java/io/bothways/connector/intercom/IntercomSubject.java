package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.intercom.IntercomApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.Trial;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Intercom as the conformance kit has to know it. */
final class IntercomSubject implements Subject {
    private static final String TIER = "custom_attributes.customer_tier";

    @Override
    public String connector() {
        return "intercom";
    }

    @Override
    public SimulatedApp app() {
        return new IntercomApp();
    }

    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of("access_token", startLine.path("access_token").asText());
    }

    @Override
    public String identity(JsonNode startLine) {
        return startLine.path("workspace_id").asText();
    }

    /** E-mails of leads may repeat, so the field is not described as unique. */
    @Override
    public Sample person() {
        return Sample.of("contacts", "email", number -> "p" + number + "@example.com", "custom_attributes.job_title")
                .repeatable()
                .holding("custom_attributes.health_score", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding("custom_attributes.renewal_date", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding(TIER, FieldValue.of(new Value.Option("gold")))
                .holding("custom_attributes.beta_tester", FieldValue.of(new Value.Bool(true)))
                .refusing(TIER, FieldValue.of(new Value.Option("tin")), FailureCodes.INVALID_OPTION)
                .referringBy(IntercomFields.COMPANY);
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(
                Sample.of("companies", "name", number -> "Company " + number, "website").repeatable());
    }

    @Override
    public String createOperation() {
        return "contacts.create";
    }

    /** A lead may be merged into any user. */
    @Override
    public Optional<String> combine(Trial trial, String winner, String loser) {
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer " + trial.startLine().path("access_token").asText(),
                "Intercom-Version", IntercomProvider.VERSION);
        trial.vendor("PUT", "/contacts/" + loser, headers, Map.of("role", "lead"));
        return Optional.of(trial.vendor(
                        "POST",
                        "/contacts/merge",
                        headers,
                        Map.of("from", loser, "into", winner, "skip_duplicate_validation", true))
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
                VendorError.of(429, error("rate_limit_exceeded", "Exceeded rate limit of 83 in 10_seconds"),
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "83 in 10_seconds")
                        .with("X-RateLimit-Reset", Long.toString(Instant.now().plusSeconds(7).getEpochSecond()))
                        .waiting(Duration.ofSeconds(7)),
                VendorError.of(401, error("unauthorized", "Access Token Invalid"),
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "Access Token Invalid"),
                VendorError.of(401, error("token_unauthorized", "Not authorized to access resource"),
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "Not authorized"),
                VendorError.of(403, error("api_plan_restricted", "Active subscription needed."),
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "subscription"),
                VendorError.of(404, error("not_found", "User Not Found"),
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "User Not Found"),
                VendorError.of(404, error("company_not_found", "Company Not Found"),
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Company Not Found"),
                VendorError.of(410, error("contact_merged", "This contact was merged"),
                                FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "merged")
                        .with("Link", "</contacts/6762f0dd1bb69f9f2193bb83>; rel=\"canonical\""),
                VendorError.of(409, error("conflict", "A contact matching those details already exists with id=6762f0"),
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE, "id=6762f0"),
                VendorError.of(409, error("resource_conflict", "Resource already exists"),
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE, "already exists"),
                VendorError.of(400, error("parameter_invalid", "Custom attribute 'x' does not exist"),
                        FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "does not exist"),
                VendorError.of(400, error("parameter_invalid", "Something is wrong with it"),
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Something is wrong"),
                VendorError.of(422, error("data_invalid", "Something is wrong with it"),
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Something is wrong"),
                VendorError.of(400, error("parameter_not_found", "company_id not specified"),
                        FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING, "company_id"),
                VendorError.of(400, error("contact_company_limit_exceeded", "Too many companies"),
                        FailureKind.REJECTED, FailureCodes.RULE_REFUSED, "Too many"),
                VendorError.of(400, error("scroll_exists", "scroll already exists for this workspace"),
                                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "scroll")
                        .waiting(Duration.ofSeconds(61)),
                VendorError.of(400, error("intercom_version_invalid", "The requested version could not be found"),
                        FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED, "version"),
                VendorError.of(400, error("invalid_sort_order", "Sort order must be ascending or descending"),
                        FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED, "Sort order"),
                VendorError.of(500, error("server_error", "Something went wrong"),
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "went wrong"));
    }

    private static String error(String code, String message) {
        return "{\"type\":\"error.list\",\"request_id\":\"b68959ea-6328-4f70-83cb-e7913dba1542\","
                + "\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    @Override
    public Optional<String> callOfAnotherIntegration() {
        return Optional.of("/me");
    }

    @Override
    public Set<String> budgetsTold() {
        return Set.of("app");
    }
}
