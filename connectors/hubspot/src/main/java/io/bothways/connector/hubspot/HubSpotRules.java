package io.bothways.connector.hubspot;

import static io.bothways.connector.failure.FailureRule.when;
import static io.bothways.connector.hubspot.HubSpotFailures.CATEGORY;
import static io.bothways.connector.hubspot.HubSpotFailures.DETAIL;
import static io.bothways.connector.hubspot.HubSpotFailures.POLICY;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What HubSpot's errors mean (developers.hubspot.com: error handling, usage guidelines). */
final class HubSpotRules {
    private static final RetryTime TOLD = new RetryTime.SecondsHeader("retry-after");
    private static final RetryTime WINDOW =
            new RetryTime.MillisecondsHeader("x-hubspot-ratelimit-interval-milliseconds");
    private static final RetryTime ROLLING_WINDOW = new RetryTime.After(Duration.ofSeconds(10));
    /** The day ends in the account's zone; while that is not known, it is felt for. */
    private static final RetryTime DAY_END = new RetryTime.Midnight(Optional.empty(), Duration.ofHours(1));

    /** One entry of a 207, or a whole answer of a bad request. */
    static final FailureRules ENTRY = FailureRules.of(
            when().code(CATEGORY, "OBJECT_NOT_FOUND", "NOT_FOUND")
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "HubSpot has no such record"),
            when().code(CATEGORY, "RATE_LIMITS")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "HubSpot's limit for a short time is reached"),
            when().status(409)
                    .then(FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE,
                            "HubSpot has another record with this unique value"),
            when().code(CATEGORY, "CONFLICT", "OBJECT_ALREADY_EXISTS")
                    .then(FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE,
                            "HubSpot has another record with this unique value"),
            when().code(DETAIL, "CONFLICTING_UNIQUE_VALUE")
                    .then(FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE,
                            "HubSpot has another record with this unique value"),
            when().code(DETAIL, "PROPERTY_DOESNT_EXIST")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "HubSpot has no such property"),
            when().code(DETAIL, "READ_ONLY_VALUE", "READ_ONLY_PROPERTY")
                    .then(FailureKind.REJECTED, FailureCodes.READ_ONLY_FIELD,
                            "HubSpot does not let this property be written"),
            when().code(DETAIL, "INVALID_OPTION")
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_OPTION, "HubSpot's property has no such option"),
            when().code(CATEGORY, "VALIDATION_ERROR").message("required properties were not set")
                    .then(FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING,
                            "HubSpot wants a value for this property"),
            when().code(DETAIL, "REQUIRED_FIELD", "REQUIRED_PROPERTY")
                    .then(FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING,
                            "HubSpot wants a value for this property"),
            when().code(DETAIL, "PROPERTY_VALUE_TOO_LONG", "VALUE_TOO_LONG")
                    .then(FailureKind.REJECTED, FailureCodes.VALUE_TOO_LONG,
                            "the value is longer than HubSpot's property"),
            when().code(CATEGORY, "VALIDATION_ERROR")
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "HubSpot does not accept a value"),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "HubSpot refused the request"));

    /** A whole answer. */
    static final FailureRules WHOLE = FailureRules.of(
            List.of(
                    when().status(401)
                            .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                                    "HubSpot does not accept the access token"),
                    when().status(403).readable(true)
                            .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                                    "the HubSpot app lacks a scope for this"),
                    when().status(404, 405, 410)
                            .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND,
                                    "HubSpot has no such record or address"),
                    when().status(413, 414)
                            .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                                    "the request is longer than HubSpot takes"),
                    when().status(423)
                            .then(FailureKind.RETRY, FailureCodes.RECORD_LOCKED, "HubSpot has locked the record")
                            .retry(TOLD),
                    when().status(429).code(POLICY, "DAILY")
                            .then(FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED,
                                    "the account's calls of this day are used up")
                            .retry(TOLD, DAY_END),
                    when().status(429)
                            .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                                    "HubSpot's limit for a short time is reached")
                            .retry(TOLD, WINDOW, ROLLING_WINDOW),
                    when().status(477)
                            .then(FailureKind.RATE_LIMITED, FailureCodes.APP_UNAVAILABLE,
                                    "HubSpot is moving this account to another data centre")
                            .retry(TOLD),
                    // Cloudflare answers 530 for a token that HubSpot cannot route: airbyte source-hubspot.
                    when().status(530)
                            .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                                    "HubSpot does not know the account of this access token"),
                    // The request may have reached the app: 503, 521 and the others say that it did not.
                    unavailable(when().status(500, 502, 504, 520, 522, 524)).leavesWritesOpen(),
                    unavailable(when().statusBetween(500, 599)),
                    unavailable(when().readable(false))),
            ENTRY);

    private HubSpotRules() {}

    private static FailureRule unavailable(FailureRule.When when) {
        return when.then(
                        FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "HubSpot cannot answer at this moment")
                .retry(TOLD);
    }
}
