package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.salesforce.SalesforceApp;
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

/** Salesforce as the conformance kit has to know it. */
final class SalesforceSubject implements Subject {
    @Override
    public String connector() {
        return "salesforce";
    }

    @Override
    public SimulatedApp app() {
        return new SalesforceApp();
    }

    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        return Map.of(
                "client_id", startLine.path("client_id").asText(),
                "client_secret", startLine.path("client_secret").asText());
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
        return startLine.path("organization_id").asText();
    }

    @Override
    public Sample person() {
        return Sample.of("Contact", "Email", number -> "p" + number + "@example.com", "Title")
                .repeatable()
                .requiring("LastName", "Person")
                .holding("Health_Score__c", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))))
                .holding("Renewal_Date__c", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))))
                .holding("Customer_Tier__c", FieldValue.of(new Value.Option("gold")))
                .refusing("Customer_Tier__c", FieldValue.of(new Value.Option("tin")), FailureCodes.INVALID_OPTION)
                .refusing("Title", FieldValue.text("t".repeat(200)), FailureCodes.VALUE_TOO_LONG)
                .referringBy("AccountId");
    }

    @Override
    public Optional<Sample> company() {
        return Optional.of(
                Sample.of("Account", "Name", number -> "Company " + number, "BillingCity").repeatable());
    }

    /** E-mails may repeat: an upsert goes by an external id. */
    @Override
    public String upsertKey() {
        return "Legacy_Number__c";
    }

    @Override
    public Optional<String> combine(Trial trial, String winner, String loser) {
        trial.control("POST", "merge", Map.of("type", "Contact", "winner", winner, "losers", List.of(loser)));
        return Optional.of(winner);
    }

    /** Outbound Messages tell nothing of deletions. */
    @Override
    public boolean pushesDeletions() {
        return false;
    }

    @Override
    public List<VendorError> errors() {
        return List.of(
                error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.",
                                FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED)
                        .waiting(Duration.ofMinutes(5)),
                error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded.",
                                FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED)
                        .waiting(Duration.ofSeconds(20)),
                error(401, "INVALID_SESSION_ID", "Session expired or invalid",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED),
                VendorError.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"expired token\"}",
                        FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "expired token"),
                VendorError.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"login rate exceeded\"}",
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "login rate exceeded"),
                error(404, "NOT_FOUND", "The requested resource does not exist",
                        FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                error(404, "ENTITY_IS_DELETED", "entity is deleted", FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND),
                error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]",
                        FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING),
                error(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Ask sales first",
                        FailureKind.REJECTED, FailureCodes.RULE_REFUSED),
                error(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "Account: execution of BeforeUpdate",
                        FailureKind.REJECTED, FailureCodes.RULE_REFUSED),
                error(400, "INVALID_FIELD", "No such column 'Nope'",
                        FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD),
                error(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: Nope",
                        FailureKind.REJECTED, FailureCodes.READ_ONLY_FIELD),
                error(400, "STRING_TOO_LONG", "Title: data value too large",
                        FailureKind.REJECTED, FailureCodes.VALUE_TOO_LONG),
                error(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "bad value for restricted picklist field",
                        FailureKind.REJECTED, FailureCodes.INVALID_OPTION),
                error(400, "MALFORMED_ID", "Account ID: id value of incorrect type",
                        FailureKind.REJECTED, FailureCodes.INVALID_VALUE),
                error(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead",
                        FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED),
                error(400, "DELETE_FAILED", "because it is associated with the following cases.: 00001002",
                        FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED),
                error(400, "DUPLICATE_VALUE", "duplicate value found: Key__c on record with id: 001D000000IqhSL",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE),
                error(400, "DUPLICATES_DETECTED", "Use one of these records?",
                        FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE),
                error(403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id",
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING),
                error(403, "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "insufficient access rights",
                        FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING),
                error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record",
                        FailureKind.RETRY, FailureCodes.RECORD_LOCKED),
                error(400, "QUERY_TIMEOUT", "Your query request was running for too long.",
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE),
                error(400, "TXN_SECURITY_METERING_ERROR", "When a transaction security policy ran",
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE),
                error(400, "INVALID_QUERY_LOCATOR", "invalid query locator",
                        FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED),
                error(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable",
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE),
                VendorError.of(420, "<html>blocked</html>", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""),
                VendorError.of(406, "", FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, ""),
                VendorError.of(431, "", FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED, ""));
    }

    private static VendorError error(int status, String vendorCode, String message, FailureKind kind, String code) {
        String body = "[{\"message\":\"" + message + "\",\"errorCode\":\"" + vendorCode + "\"}]";
        return VendorError.of(status, body, kind, code, message);
    }

    @Override
    public Set<String> budgetsTold() {
        return Set.of("daily");
    }
}
