package io.bothways.connector.dataverse;

import static io.bothways.connector.failure.FailureRule.when;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Duration;

/**
 * What Dataverse's errors mean (learn.microsoft.com: Web API, web service error codes, service protection limits).
 * Codes decide before statuses, because the same code comes with several: a found duplicate with 412 or with 500.
 */
final class DataverseRules {
    /** The code of an error of the Web API. */
    static final String CODE = "code";
    /** The word of an error of the token endpoint. */
    static final String OAUTH = "oauth";

    private static final RetryTime RETRY_AFTER = new RetryTime.SecondsHeader("retry-after");
    private static final RetryTime PATIENCE = new RetryTime.After(Duration.ofSeconds(30));

    /** Whole answers and parts of a batch alike. */
    static final FailureRules ALL = FailureRules.of(
            when().code(OAUTH, "temporarily_unavailable", "server_error")
                    .then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Entra ID gives no token at this moment")
                    .retry(RETRY_AFTER),
            when().code(OAUTH, "*").status(429)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "Entra ID is asked for too many tokens")
                    .retry(RETRY_AFTER, PATIENCE),
            when().code(OAUTH, "*").statusBetween(500, 599)
                    .then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Entra ID gives no token at this moment")
                    .retry(RETRY_AFTER),
            when().code(OAUTH, "*")
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Entra ID does not accept the credentials"),
            limited(when().code(CODE, "0x80072321", "0x80072322", "0x80072326")),
            limited(when().status(429)),
            when().code(CODE, "0x80044352")
                    .then(FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED,
                            "Dataverse has forgotten the changes since the stored position"),
            refused(FailureCodes.DUPLICATE_VALUE, "Dataverse has another record like this",
                    "0x80040237", "0x80060892", "0x80040333", "0x80040334", "DuplicateRecord"),
            when().code(CODE, "0x80060882", "ConcurrencyVersionMismatch")
                    .then(FailureKind.STALE_VERSION, FailureCodes.REQUEST_REFUSED,
                            "the record was changed meanwhile"),
            when().code(CODE, "0x80040217", "0x80060891")
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Dataverse has no such record"),
            refused(FailureCodes.VALUE_TOO_LONG, "a value is longer than Dataverse's column", "0x80044331"),
            refused(FailureCodes.INVALID_OPTION, "Dataverse's choice has no such option",
                    "0x8004431a", "0x8004431A", "0x80048408"),
            when().code(CODE, "0x80060888", "0x80048d19").message("does not exist on type")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "Dataverse has no such column"),
            when().code(CODE, "0x80060888", "0x80048d19").message("Invalid property")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "Dataverse has no such column"),
            when().code(CODE, "0x80060888", "0x80048d19").message("Could not find a property")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "Dataverse has no such column"),
            refused(FailureCodes.INVALID_VALUE, "Dataverse does not accept a value",
                    "0x80044330", "0x80048d19", "0x80040203", "0x80048d02", "0x80044333"),
            refused(FailureCodes.REQUIRED_FIELD_MISSING, "Dataverse wants a value for a column",
                    "0x8004f030", "0x80040299"),
            refused(FailureCodes.RULE_REFUSED, "a rule or automation in Dataverse refused the record",
                    "0x80040265", "0x80040224", "0x80048405", "CannotDeleteDueToAssociation"),
            refused(FailureCodes.PERMISSION_MISSING, "Dataverse does not let this user do that",
                    "0x80040220", "0x80048306", "0x80042f09", "0x80040256"),
            when().status(401)
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Dataverse does not accept the token"),
            when().status(403).readable(true)
                    .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                            "Dataverse does not let this user do that"),
            when().status(404, 410)
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Dataverse has no such record or address"),
            when().status(405)
                    .then(FailureKind.REJECTED, FailureCodes.RULE_REFUSED,
                            "something in Dataverse still refers to the record"),
            when().status(412)
                    .then(FailureKind.STALE_VERSION, FailureCodes.REQUEST_REFUSED, "the record was changed meanwhile"),
            when().status(413, 414)
                    .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                            "the request is longer than Dataverse takes"),
            when().status(501)
                    .then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "Dataverse cannot do this"),
            unavailable(when().status(503)),
            unavailable(when().statusBetween(500, 599)).leavesWritesOpen(),
            // A page of a gateway says nothing about the request.
            unavailable(when().readable(false)),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "Dataverse refused the request"));

    private DataverseRules() {}

    private static FailureRule refused(String code, String message, String... vendorCodes) {
        return when().code(CODE, vendorCodes).then(FailureKind.REJECTED, code, message);
    }

    private static FailureRule limited(FailureRule.When when) {
        return when.then(
                        FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                        "Dataverse's limit for five minutes is reached")
                .retry(RETRY_AFTER, PATIENCE);
    }

    private static FailureRule unavailable(FailureRule.When when) {
        return when.then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Dataverse cannot answer at this moment")
                .retry(RETRY_AFTER);
    }
}
