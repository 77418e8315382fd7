package io.bothways.connector.salesforce;

import static io.bothways.connector.failure.FailureRule.when;
import static io.bothways.connector.salesforce.SalesforceFailures.CODE;
import static io.bothways.connector.salesforce.SalesforceFailures.FIELD;
import static io.bothways.connector.salesforce.SalesforceFailures.OAUTH;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Salesforce's errors mean (developer.salesforce.com: REST API, status codes and error responses). */
final class SalesforceRules {
    /** No answer tells when the limit of 24 rolling hours has room again. */
    private static final RetryTime DAILY_PATIENCE = new RetryTime.After(Duration.ofMinutes(5));
    private static final RetryTime CONCURRENCY_PATIENCE = new RetryTime.After(Duration.ofSeconds(20));

    /** Codes that mean the same in a whole answer and in a row. */
    private static final List<FailureRule> ANYWHERE = List.of(
            when().code(CODE, "REQUEST_LIMIT_EXCEEDED").message("Concurrent")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "too many long calls run in Salesforce at once")
                    .retry(CONCURRENCY_PATIENCE),
            limited(when().code(CODE, "REQUEST_LIMIT_EXCEEDED")),
            when().code(CODE, "UNABLE_TO_LOCK_ROW")
                    .then(FailureKind.RETRY, FailureCodes.RECORD_LOCKED,
                            "somebody else is changing the record in Salesforce"),
            when().code(CODE, "NOT_FOUND", "ENTITY_IS_DELETED")
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Salesforce has no such record or address"));

    private static final FailureRules REFUSALS = FailureRules.of(
            refused(FailureCodes.DUPLICATE_VALUE, "Salesforce has another record like this",
                    "DUPLICATE_VALUE", "DUPLICATES_DETECTED", "DUPLICATE_EXTERNAL_ID"),
            refused(FailureCodes.REQUIRED_FIELD_MISSING, "Salesforce wants a value for a field",
                    "REQUIRED_FIELD_MISSING"),
            refused(FailureCodes.VALUE_TOO_LONG, "a value is longer than Salesforce's field", "STRING_TOO_LONG"),
            refused(FailureCodes.INVALID_OPTION, "Salesforce's picklist has no such value",
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
            refused(FailureCodes.UNKNOWN_FIELD, "Salesforce has no such field, or hides it from this user",
                    "INVALID_FIELD"),
            refused(FailureCodes.READ_ONLY_FIELD, "Salesforce does not let this user write the field",
                    "INVALID_FIELD_FOR_INSERT_UPDATE"),
            refused(FailureCodes.INVALID_VALUE, "Salesforce does not accept a value",
                    "INVALID_EMAIL_ADDRESS", "NUMBER_OUTSIDE_VALID_RANGE", "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID", "JSON_PARSER_ERROR", "FIELD_INTEGRITY_EXCEPTION"),
            refused(FailureCodes.RULE_REFUSED, "a rule or automation in Salesforce refused the record",
                    "FIELD_CUSTOM_VALIDATION_EXCEPTION", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"),
            refused(FailureCodes.PERMISSION_MISSING, "Salesforce does not let this user do that",
                    "API_DISABLED_FOR_ORG", "INVALID_OPERATION_WITH_EXPIRED_PASSWORD", "INSUFFICIENT_ACCESS*"),
            refused(FailureCodes.REQUEST_REFUSED, "the lead was converted and cannot be changed any more",
                    "CANNOT_UPDATE_CONVERTED_LEAD"),
            refused(FailureCodes.REQUEST_REFUSED, "other records in Salesforce need this one, so it stays",
                    "DELETE_FAILED"),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "Salesforce refused the request"));

    /** One row of a collection. */
    static final FailureRules ROW = FailureRules.of(
            joined(ANYWHERE, List.of(
                    unavailable(when().code(
                            CODE, "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "ALL_OR_NONE_OPERATION_ROLLED_BACK")),
                    // About a field it is a reference to nothing, else the record itself is not there.
                    when().code(CODE, "INVALID_CROSS_REFERENCE_KEY").code(FIELD, "")
                            .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Salesforce has no such record"))),
            REFUSALS);

    /** A whole answer. */
    static final FailureRules WHOLE = FailureRules.of(
            joined(
                    List.of(
                            tokenUnavailable(when().code(OAUTH, "*").statusBetween(500, 599)),
                            tokenUnavailable(when().code(OAUTH, "unavailable")),
                            tokenUnavailable(when().code(OAUTH, "*").message("rate exceeded")),
                            when().code(OAUTH, "*")
                                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                                            "Salesforce does not accept the credentials"),
                            when().code(CODE, "INVALID_SESSION_ID")
                                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                                            "Salesforce does not accept the session"),
                            when().code(CODE, "INVALID_QUERY_LOCATOR", "INVALID_LOCATOR", "INVALID_QUERY_LOCATOR_ID")
                                    .then(FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED,
                                            "Salesforce has dropped the query")),
                    ANYWHERE,
                    List.of(
                            limited(when().status(429)),
                            // The request may have reached the app: 503 says that it did not.
                            unavailable(when().status(500, 502, 504)).leavesWritesOpen(),
                            unavailable(when().statusBetween(500, 599)),
                            unavailable(when().code(
                                    CODE, "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "TXN_SECURITY_METERING_ERROR",
                                    "UNKNOWN_EXCEPTION")),
                            when().status(401).code(CODE, "")
                                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                                            "Salesforce does not accept the session"),
                            when().status(404, 405, 410).code(CODE, "")
                                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND,
                                            "Salesforce has no such record or address"),
                            when().status(412).code(CODE, "")
                                    .then(FailureKind.STALE_VERSION, FailureCodes.REQUEST_REFUSED,
                                            "the record was changed meanwhile"),
                            when().status(413, 414, 431).code(CODE, "")
                                    .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                                            "the request is longer than Salesforce takes"),
                            // A page of its edge, which answers 406 and 420 of its own in passing trouble.
                            unavailable(when().code(CODE, "")))),
            REFUSALS);

    private SalesforceRules() {}

    private static FailureRule refused(String code, String message, String... vendorCodes) {
        return when().code(CODE, vendorCodes).then(FailureKind.REJECTED, code, message);
    }

    private static FailureRule limited(FailureRule.When when) {
        return when.then(
                        FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED,
                        "the organisation's calls of 24 hours are used up")
                .retry(DAILY_PATIENCE);
    }

    private static FailureRule unavailable(FailureRule.When when) {
        return when.then(
                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Salesforce cannot answer at this moment");
    }

    private static FailureRule tokenUnavailable(FailureRule.When when) {
        return when.then(
                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Salesforce gives no token at this moment");
    }

    @SafeVarargs
    private static List<FailureRule> joined(List<FailureRule>... parts) {
        List<FailureRule> all = new ArrayList<>();
        for (List<FailureRule> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
