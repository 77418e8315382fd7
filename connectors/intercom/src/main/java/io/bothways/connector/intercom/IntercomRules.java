package io.bothways.connector.intercom;

import static io.bothways.connector.failure.FailureRule.when;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Duration;

/** What Intercom's errors mean (developers.intercom.com: error codes, rate limiting; the vendor's specification). */
final class IntercomRules {
    /** The code of the first error. */
    static final String CODE = "code";

    /** The second of the epoch in which the window is full again. There is no Retry-After. */
    private static final RetryTime RESET = new RetryTime.EpochHeader("x-ratelimit-reset");
    private static final RetryTime WINDOW = new RetryTime.After(Duration.ofSeconds(10));
    /** A scroll ends after a minute without a call. */
    private static final RetryTime SCROLL_END = new RetryTime.After(Duration.ofSeconds(61));

    static final FailureRules RULES = FailureRules.of(
            when().status(401)
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Intercom does not accept the access token"),
            when().code(CODE, "unauthorized", "token_unauthorized", "token_not_found", "token_revoked",
                            "token_blocked", "token_expired", "token_suspended")
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Intercom does not accept the access token"),
            when().status(429)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "Intercom's limit of ten seconds is reached")
                    .retry(RESET, WINDOW),
            when().code(CODE, "rate_limit_exceeded")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "Intercom's limit of ten seconds is reached")
                    .retry(RESET, WINDOW),
            when().code(CODE, "scroll_exists")
                    .then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE,
                            "somebody else is reading all companies of the workspace")
                    .retry(SCROLL_END),
            when().code(CODE, "api_plan_restricted")
                    .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                            "the workspace's plan does not allow this"),
            when().status(402, 403).readable(true)
                    .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                            "the Intercom app lacks a permission for this"),
            when().code(CODE, "contact_merged")
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "the contact was merged into another"),
            when().code(CODE, "not_found", "company_not_found", "contact_not_found", "admin_not_found",
                            "ticket_not_found", "ticket_type_not_found")
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Intercom has no such record"),
            when().status(404, 405, 410)
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Intercom has no such record or address"),
            when().code(CODE, "conflict", "resource_conflict")
                    .then(FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE,
                            "Intercom has another record with this unique value"),
            when().status(409)
                    .then(FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE,
                            "Intercom has another record with this unique value"),
            when().code(CODE, "contact_company_limit_exceeded")
                    .then(FailureKind.REJECTED, FailureCodes.RULE_REFUSED,
                            "the contact has as many companies as Intercom allows"),
            when().code(CODE, "parameter_not_found")
                    .then(FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING,
                            "Intercom wants a value for this field"),
            when().code(CODE, "parameter_invalid", "data_invalid").message("does not exist")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "Intercom has no such attribute"),
            when().code(CODE, "parameter_invalid", "data_invalid").message("is not valid for attribute")
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_OPTION,
                            "Intercom's attribute has no such option"),
            when().code(CODE, "parameter_invalid", "data_invalid", "invalid_value", "invalid_merge")
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Intercom does not accept a value"),
            when().code(CODE, "intercom_version_invalid", "invalid_sort_order", "bad_request")
                    .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED, "Intercom does not understand the request"),
            when().status(413, 414)
                    .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                            "the request is longer than Intercom takes"),
            // The request may have reached the app; 503 says that it did not.
            unavailable(when().status(408, 500, 502, 504)).leavesWritesOpen(),
            unavailable(when().statusBetween(500, 599)),
            unavailable(when().readable(false)),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "Intercom refused the request"));

    private IntercomRules() {}

    private static FailureRule unavailable(FailureRule.When when) {
        return when.then(
                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Intercom cannot answer at this moment");
    }
}
