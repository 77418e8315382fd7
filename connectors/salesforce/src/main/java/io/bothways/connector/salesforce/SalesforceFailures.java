package io.bothways.connector.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.Connector.ConnectorFailure;
import io.bothways.connector.ConnectorException;
import io.bothways.connector.FailureCodes;
import io.bothways.connector.FailureKind;
import io.bothways.connector.RecordWriter.Answer;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Salesforce's errors mean. Decided by status and error code; a message is read only for what stands nowhere else:
 * the id of the record that is already there, and which of the limits was reached.
 */
final class SalesforceFailures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXISTING = Pattern.compile("record with id: ([a-zA-Z0-9]{15,18})");
    /** No answer tells when the limit of 24 rolling hours has room again. */
    private static final Duration DAILY_PATIENCE = Duration.ofMinutes(5);
    private static final Duration CONCURRENCY_PATIENCE = Duration.ofSeconds(20);
    /** After these a write may have been carried out; 503 says that it never began. */
    private static final Set<Integer> OPEN = Set.of(500, 502, 504);

    private SalesforceFailures() {}

    static ConnectorFailure classify(int status, String body, Clock clock) {
        JsonNode answer = parsed(body);
        JsonNode error = answer.isArray() ? answer.path(0) : answer;
        String code = error.path("errorCode").asText("");
        String message = error.path("message").asText(error.path("error_description").asText(""));
        if (!answer.isArray() && error.path("error").isTextual()) {
            return oauth(error.path("error").asText(), message, status);
        }
        if (code.isEmpty()) {
            return byStatus(status, message, clock);
        }
        return switch (code) {
            case "INVALID_SESSION_ID" -> failure(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                    "Salesforce does not accept the session", message, status);
            case "REQUEST_LIMIT_EXCEEDED" -> limited(message, status, clock);
            case "INVALID_QUERY_LOCATOR", "INVALID_LOCATOR", "INVALID_QUERY_LOCATOR_ID" -> failure(
                    FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED,
                    "Salesforce has dropped the query", message, status);
            case "UNABLE_TO_LOCK_ROW" -> failure(FailureKind.RETRY, FailureCodes.RECORD_LOCKED,
                    "somebody else is changing the record in Salesforce", message, status);
            case "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "TXN_SECURITY_METERING_ERROR", "UNKNOWN_EXCEPTION" -> failure(
                    FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE,
                    "Salesforce cannot answer at this moment", message, status);
            case "NOT_FOUND", "ENTITY_IS_DELETED" -> failure(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND,
                    "Salesforce has no such record or address", message, status);
            default -> status >= 500 || status == 429
                    ? byStatus(status, message, clock)
                    : new ConnectorFailure(
                            FailureKind.REJECTED, reason(code, message, field(error), status), Optional.empty());
        };
    }

    private static ConnectorFailure byStatus(int status, String message, Clock clock) {
        return switch (status) {
            case 401 -> failure(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                    "Salesforce does not accept the session", message, status);
            case 404, 405, 410 -> failure(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND,
                    "Salesforce has no such record or address", message, status);
            case 412 -> failure(FailureKind.STALE_VERSION, FailureCodes.REQUEST_REFUSED,
                    "the record was changed meanwhile", message, status);
            case 413, 414, 431 -> failure(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                    "the request is longer than Salesforce takes", message, status);
            case 429 -> limited(message, status, clock);
            // No code of the API: a page of its edge, which answers 406 and 420 of its own in passing trouble.
            default -> failure(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE,
                    "Salesforce cannot answer at this moment", message, status);
        };
    }

    private static ConnectorFailure oauth(String error, String message, int status) {
        if (status >= 500 || message.contains("rate exceeded") || error.equals("unavailable")) {
            return failure(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE,
                    "Salesforce gives no token at this moment", message, status);
        }
        return failure(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                "Salesforce does not accept the credentials", error + ": " + message, status);
    }

    private static ConnectorFailure limited(String message, int status, Clock clock) {
        boolean concurrent = message.contains("Concurrent");
        Instant retryAt = clock.instant().plus(concurrent ? CONCURRENCY_PATIENCE : DAILY_PATIENCE);
        Failure failure = concurrent
                ? new Failure(FailureCodes.RATE_LIMIT_REACHED, "too many long calls run in Salesforce at once",
                        message, "", status)
                : new Failure(FailureCodes.DAILY_LIMIT_REACHED, "the organisation's calls of 24 hours are used up",
                        message, "", status);
        return new ConnectorFailure(FailureKind.RATE_LIMITED, failure, Optional.of(retryAt));
    }

    private static ConnectorFailure failure(
            FailureKind kind, String code, String message, String appMessage, int status) {
        return new ConnectorFailure(kind, new Failure(code, message, appMessage, "", status), Optional.empty());
    }

    /** Runs a write; an answer that leaves its outcome open is never taken for "nothing happened". */
    static <T> T write(Supplier<T> call) {
        try {
            return call.get();
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.RETRY && OPEN.contains(failed.failure().status())) {
                throw new ConnectorException(
                        FailureKind.OUTCOME_UNKNOWN,
                        new Failure(
                                FailureCodes.OUTCOME_UNKNOWN,
                                "Salesforce's answer leaves open if the write was carried out",
                                failed.failure().appMessage(),
                                "",
                                failed.failure().status()));
            }
            throw failed;
        }
    }

    /** What became of one row that was not written. */
    static Answer row(JsonNode errors) {
        JsonNode error = errors.path(0);
        String code = error.path("statusCode").asText(error.path("errorCode").asText(""));
        String message = error.path("message").asText("");
        String field = field(error);
        return switch (code) {
            case "ENTITY_IS_DELETED", "NOT_FOUND" -> new Answer.Missing();
            case "INVALID_CROSS_REFERENCE_KEY" -> field.isEmpty()
                    ? new Answer.Missing()
                    : new Answer.Failed(FailureKind.REJECTED, reason(code, message, field, 400));
            case "DUPLICATE_VALUE", "DUPLICATES_DETECTED", "DUPLICATE_EXTERNAL_ID" ->
                new Answer.Duplicate(existing(error, message), reason(code, message, field, 400));
            case "UNABLE_TO_LOCK_ROW" -> new Answer.Failed(FailureKind.RETRY, reason(code, message, field, 400));
            case "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "ALL_OR_NONE_OPERATION_ROLLED_BACK" ->
                new Answer.Failed(FailureKind.RETRY, reason(code, message, field, 400));
            case "REQUEST_LIMIT_EXCEEDED" ->
                new Answer.Failed(FailureKind.RATE_LIMITED, reason(code, message, field, 403));
            default -> new Answer.Failed(FailureKind.REJECTED, reason(code, message, field, 400));
        };
    }

    private static Optional<String> existing(JsonNode error, String message) {
        Matcher named = EXISTING.matcher(message);
        if (named.find()) {
            return Optional.of(SalesforceId.canonical(named.group(1)));
        }
        String matched = error.path("duplicateResult").path("matchResults").path(0).path("matchRecords").path(0)
                .path("record").path("Id").asText("");
        return matched.isEmpty() ? Optional.empty() : Optional.of(SalesforceId.canonical(matched));
    }

    private static String field(JsonNode error) {
        return error.path("fields").path(0).asText("");
    }

    private static Failure reason(String vendorCode, String message, String field, int status) {
        String code = switch (vendorCode) {
            case "DUPLICATE_VALUE", "DUPLICATES_DETECTED", "DUPLICATE_EXTERNAL_ID" -> FailureCodes.DUPLICATE_VALUE;
            case "REQUIRED_FIELD_MISSING" -> FailureCodes.REQUIRED_FIELD_MISSING;
            case "STRING_TOO_LONG" -> FailureCodes.VALUE_TOO_LONG;
            case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" -> FailureCodes.INVALID_OPTION;
            case "INVALID_FIELD" -> FailureCodes.UNKNOWN_FIELD;
            case "INVALID_FIELD_FOR_INSERT_UPDATE" -> FailureCodes.READ_ONLY_FIELD;
            case "INVALID_EMAIL_ADDRESS", "NUMBER_OUTSIDE_VALID_RANGE", "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID", "JSON_PARSER_ERROR", "FIELD_INTEGRITY_EXCEPTION" ->
                FailureCodes.INVALID_VALUE;
            case "FIELD_CUSTOM_VALIDATION_EXCEPTION", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" ->
                FailureCodes.RULE_REFUSED;
            case "API_DISABLED_FOR_ORG", "INVALID_OPERATION_WITH_EXPIRED_PASSWORD" -> FailureCodes.PERMISSION_MISSING;
            case "UNABLE_TO_LOCK_ROW" -> FailureCodes.RECORD_LOCKED;
            case "REQUEST_LIMIT_EXCEEDED" -> FailureCodes.DAILY_LIMIT_REACHED;
            case "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "ALL_OR_NONE_OPERATION_ROLLED_BACK" ->
                FailureCodes.APP_UNAVAILABLE;
            default -> vendorCode.startsWith("INSUFFICIENT_ACCESS")
                    ? FailureCodes.PERMISSION_MISSING
                    : FailureCodes.REQUEST_REFUSED;
        };
        String words = vendorCode.isEmpty() ? "Salesforce refused the request" : "Salesforce answered " + vendorCode;
        return new Failure(code, words, message, field, status);
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
