package io.bothways.connector.pipedrive;

import static io.bothways.connector.failure.FailureRule.when;
import static io.bothways.connector.pipedrive.PipedriveFailures.CODE;
import static io.bothways.connector.pipedrive.PipedriveFailures.OAUTH;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Duration;
import java.util.Optional;

/** What Pipedrive's errors mean (pipedrive.readme.io: rate limiting, HTTP status codes; Airbyte source-pipedrive). */
final class PipedriveRules {
    private static final String SCHEMA = "ERR_SCHEMA_VALIDATION_FAILED";
    /** Seconds from now, unlike the epoch that others give under such a name. */
    private static final RetryTime RESET = new RetryTime.SecondsHeader("x-ratelimit-reset");
    private static final RetryTime WINDOW = new RetryTime.After(Duration.ofSeconds(2));
    private static final RetryTime BANNED = new RetryTime.After(Duration.ofMinutes(5));
    /** Midnight of the company's server, which no answer names: the company's own is felt for. */
    private static final RetryTime DAY_END = new RetryTime.Midnight(Optional.empty(), Duration.ofHours(1));

    static final FailureRules ALL = FailureRules.of(
            when().status(401)
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Pipedrive does not accept the token"),
            when().code(OAUTH, "invalid_grant", "invalid_client")
                    .then(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                            "Pipedrive does not accept the refresh token"),
            when().status(402)
                    .then(FailureKind.REAUTHORIZE, FailureCodes.PERMISSION_MISSING,
                            "the Pipedrive company is not active"),
            when().status(403).readable(true)
                    .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                            "the Pipedrive user or app may not do this"),
            // Who goes on asking after 429 is banned by the edge, with a page instead of an answer.
            when().status(403)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "Pipedrive's edge has shut us out for a while")
                    .retry(RESET, BANNED),
            when().status(404, 405, 410)
                    .then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "Pipedrive has no such record or address"),
            when().status(413, 414, 431)
                    .then(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                            "the request is longer than Pipedrive takes"),
            when().status(423)
                    .then(FailureKind.RETRY, FailureCodes.RECORD_LOCKED, "Pipedrive has locked the record"),
            when().status(429).header("x-daily-ratelimit-token-remaining", "0", "-*")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED,
                            "the company's tokens of this day are used up")
                    .retry(DAY_END),
            when().status(429).header("x-daily-requests-left", "0", "-*")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED,
                            "the company's calls of this day are used up")
                    .retry(DAY_END),
            when().status(429)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                            "Pipedrive's limit for a short time is reached")
                    .retry(RESET, WINDOW),
            // The request may have reached the app: 503, 521 and the others say that it did not.
            unavailable(when().status(500, 502, 504, 520, 522, 524)).leavesWritesOpen(),
            unavailable(when().statusBetween(500, 599)),
            unavailable(when().readable(false)),
            when().code(CODE, SCHEMA).message("Required")
                    .then(FailureKind.REJECTED, FailureCodes.REQUIRED_FIELD_MISSING,
                            "Pipedrive wants a value for this field"),
            when().code(CODE, SCHEMA).message("Unrecognized key")
                    .then(FailureKind.REJECTED, FailureCodes.UNKNOWN_FIELD, "Pipedrive has no such field"),
            when().code(CODE, SCHEMA).message("nvalid option")
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_OPTION, "Pipedrive's field has no such option"),
            when().code(CODE, SCHEMA)
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Pipedrive does not accept a value"),
            when().status(400)
                    .then(FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "Pipedrive does not accept the request"),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "Pipedrive refused the request"));

    private PipedriveRules() {}

    private static FailureRule unavailable(FailureRule.When when) {
        return when.then(
                FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "Pipedrive cannot answer at this moment");
    }
}
