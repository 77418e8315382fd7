package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.cardbox.CardboxApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The app as the conformance kit has to know it; its errors as its documentation gives them. */
final class TemplateSubject implements Subject {
    @Override
    public String connector() {
        return "template";
    }

    @Override
    public SimulatedApp app() {
        return new CardboxApp();
    }

    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of("access_token", startLine.path("access_token").asText());
    }

    @Override
    public String identity(JsonNode startLine) {
        return startLine.path("workspace_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("contacts", "email", number -> "p" + number + "@example.com", "job_title")
                .requiring("last_name", "Lee")
                .holding("health_score", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding("renewal_date", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding("tier", FieldValue.of(new Value.Option("gold")))
                .refusing("tier", FieldValue.of(new Value.Option("tin")), FailureCodes.INVALID_VALUE)
                .referringBy("company_id");
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(
                Sample.of("companies", "name", number -> "Company " + number, "city").repeatable());
    }

    @Override
    public int crowd() {
        return 2_500;
    }

    @Override
    public List<VendorError> errors() {
        return List.of(
                VendorError.of(401, """
                                {"error":{"code":"unauthorized","message":"No such key"}}""",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "No such key"),
                VendorError.of(404, """
                                {"error":{"code":"not_found","message":"No such record"}}""",
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "No such record"),
                VendorError.of(409, """
                                {"error":{"code":"duplicate","message":"E-mail is taken","field":"email",
                                 "existing_id":"c_1"}}""",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE, "E-mail is taken"),
                VendorError.of(422, """
                                {"error":{"code":"invalid","message":"Not a date","field":"renewal_date"}}""",
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Not a date"),
                VendorError.of(429, """
                                {"error":{"code":"too_many_calls","message":"Slow down"}}""",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "Slow down")
                        .with("Retry-After", "9")
                        .waiting(Duration.ofSeconds(9)),
                VendorError.of(502, "<html>Bad gateway</html>",
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""));
    }
}
