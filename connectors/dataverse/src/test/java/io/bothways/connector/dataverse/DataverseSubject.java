package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.dataverse.DataverseApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.Trial;
import io.bothways.tck.VendorError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Dataverse as the conformance kit has to know it. */
final class DataverseSubject implements Subject {
    @Override
    public String connector() {
        return "dataverse";
    }

    @Override
    public SimulatedApp app() {
        return new DataverseApp();
    }

    /** Tokens come from Entra ID, whose part the simulator plays at its own address. */
    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of(
                "tenant_id", startLine.path("tenant_id").asText(),
                "client_id", startLine.path("client_id").asText(),
                "client_secret", startLine.path("client_secret").asText(),
                "authority", startLine.path("base_url").asText());
    }

    @Override
    public Optional<Map<String, String>> renewable(JsonNode startLine) {
        Map<String, String> credentials = new HashMap<>(credentials(startLine));
        credentials.put("refresh_token", startLine.path("refresh_token").asText());
        return Optional.of(credentials);
    }

    @Override
    public String identity(JsonNode startLine) {
        return startLine.path("organization_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("contact", "new_bothwayskey", number -> "key-" + number, "jobtitle")
                .simulatedAs("contacts")
                .requiring("lastname", "Person")
                .holding("new_healthscore", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding("new_renewaldate", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding("new_customertier", FieldValue.of(new Value.Option("100000001")))
                .holding("new_interests", FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of("1", "3")))))
                .holding("donotemail", FieldValue.of(new Value.Bool(true)))
                .refusing("new_customertier", FieldValue.of(new Value.Option("42")), FailureCodes.INVALID_OPTION)
                .refusing("jobtitle", FieldValue.text("t".repeat(200)), FailureCodes.VALUE_TOO_LONG)
                .refusing("new_healthscore", FieldValue.text("much"), FailureCodes.INVALID_VALUE)
                .referringBy("parentcustomerid");
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(Sample.of("account", "accountnumber", number -> "A-" + number, "address1_city")
                .simulatedAs("accounts")
                .requiring("name", "Company"));
    }

    @Override
    public String createOperation() {
        return "batch";
    }

    @Override
    public Optional<String> combine(Trial trial, String winner, String loser) {
        trial.control("POST", "merge", Map.of("type", "contacts", "winner", winner, "loser", loser));
        return Optional.of(winner);
    }

    @Override
    public List<VendorError> errors() {
        return List.of(
                error(429, "0x80072322", "Number of requests exceeded the limit of 6000 over the time window",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED)
                        .with("Retry-After", "37")
                        .waiting(Duration.ofSeconds(37)),
                error(429, "0x80072321", "Combined execution time of incoming requests exceeded limit",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED)
                        .waiting(Duration.ofSeconds(30)),
                error(400, "0x80044352", "Version stamp associated with the client has expired.",
                        FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED),
                error(412, "0x80060882", "The version of the existing record doesn't match the RowVersion property",
                        FailureKind.STALE_VERSION, FailureCodes.REQUEST_REFUSED),
                error(412, "0x80040333", "A record was not created or updated because a duplicate",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE),
                error(500, "0x80040333", "A record was not created or updated because a duplicate",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE),
                error(412, "0x80060892", "Entity Key Code violated.",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE),
                error(400, "0x80044331", "A validation error occurred. The length of the 'name' attribute",
                        FailureKind.REJECTED, FailureCodes.VALUE_TOO_LONG),
                error(400, "0x8004431A", "The value 42 of 'tier' on record of type 'contact' is outside the range",
                        FailureKind.REJECTED, FailureCodes.INVALID_OPTION),
                error(400, "0x80048d19", "Cannot convert a value of property 'score'",
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE),
                error(400, "0x80060888", "Could not find a property named 'x' on type 'contact'",
                        FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD),
                error(400, "0x80040265", "Your plug-in says no",
                        FailureKind.REJECTED, FailureCodes.RULE_REFUSED),
                error(405, "", "The object you tried to delete is associated with another object",
                        FailureKind.REJECTED, FailureCodes.RULE_REFUSED),
                error(403, "0x80040220", "Principal user is missing prvReadContact privilege",
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING),
                error(404, "0x80040217", "Entity 'contact' With Id = 1 Does Not Exist",
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                error(404, "", "Resource not found for the segment 'contakts'.",
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                VendorError.of(401, "", FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, ""),
                VendorError.of(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: no\"}",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "AADSTS7000215"),
                VendorError.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS70008: expired\"}",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "AADSTS70008"),
                error(413, "", "Request Entity Too Large", FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED),
                error(501, "", "Not Implemented", FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED),
                error(503, "", "Service Unavailable", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE),
                VendorError.of(403, "<html>Forbidden</html>", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""));
    }

    private static VendorError error(int status, String vendorCode, String message, FailureKind kind, String code) {
        String body = "{\"error\":{\"code\":\"" + vendorCode + "\",\"message\":\"" + message + "\"}}";
        return VendorError.of(status, body, kind, code, message);
    }
}
