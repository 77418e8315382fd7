package io.bothways.connector.hubspot;

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
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HubSpot's errors mean. Decided by status, {@code category}, {@code policyName} and the codes of validation
 * errors; the message is read only for what stands nowhere else: the id of the record that is already there.
 */
final class HubSpotFailures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d+)");
    private static final Duration ROLLING_WINDOW = Duration.ofSeconds(10);
    /** Where the account's time zone is not known yet, the day's end is felt for. */
    private static final Duration UNKNOWN_MIDNIGHT = Duration.ofHours(1);
    /** After these a write may have been carried out; 503 and the others say that it never reached the app. */
    private static final Set<Integer> OPEN = Set.of(500, 502, 504, 520, 522, 524);

    private HubSpotFailures() {}

    static ConnectorFailure classify(
            int status, Map<String, String> headers, String body, Clock clock, Optional<ZoneId> zone) {
        JsonNode error = parsed(body);
        boolean readable = error.isObject();
        String message = error.path("message").asText("");
        Optional<Instant> retryAt = header(headers, "retry-after").flatMap(value -> seconds(value, clock));
        return switch (status) {
            case 401 -> failure(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                    "HubSpot does not accept the access token", message, status, retryAt);
            case 403 -> readable
                    ? failure(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING,
                            "the HubSpot app lacks a scope for this", message, status, retryAt)
                    : unavailable(status, retryAt);
            case 404, 405, 410 -> failure(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND,
                    "HubSpot has no such record or address", message, status, retryAt);
            case 413, 414 -> failure(FailureKind.DEFECT, FailureCodes.REQUEST_REFUSED,
                    "the request is longer than HubSpot takes", message, status, retryAt);
            case 423 -> failure(FailureKind.RETRY, FailureCodes.RECORD_LOCKED,
                    "HubSpot has locked the record", message, status, retryAt);
            case 429 -> limited(error, headers, message, clock, zone, retryAt);
            case 477 -> failure(FailureKind.RATE_LIMITED, FailureCodes.APP_UNAVAILABLE,
                    "HubSpot is moving this account to another data centre", message, status, retryAt);
            // Cloudflare answers 530 for a token that HubSpot cannot route: airbyte source-hubspot, BEHAVIOR.md.
            case 530 -> failure(FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED,
                    "HubSpot does not know the account of this access token", message, status, retryAt);
            default -> {
                if (status >= 500 || !readable) {
                    yield unavailable(status, retryAt);
                }
                Failure reason = reason(error, status);
                yield new ConnectorFailure(FailureKind.REJECTED, reason, retryAt);
            }
        };
    }

    private static ConnectorFailure limited(
            JsonNode error,
            Map<String, String> headers,
            String message,
            Clock clock,
            Optional<ZoneId> zone,
            Optional<Instant> told) {
        if (error.path("policyName").asText("").equals("DAILY")) {
            Instant now = clock.instant();
            Instant midnight = zone.map(there ->
                            now.atZone(there).toLocalDate().plusDays(1).atStartOfDay(there).toInstant())
                    .orElseGet(() -> now.plus(UNKNOWN_MIDNIGHT));
            return failure(FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED,
                    "the account's calls of this day are used up", message, 429, told.or(() -> Optional.of(midnight)));
        }
        Duration window = header(headers, "x-hubspot-ratelimit-interval-milliseconds")
                .filter(value -> value.matches("\\d{1,7}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)))
                .orElse(ROLLING_WINDOW);
        return failure(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED,
                "HubSpot's limit for a short time is reached", message, 429,
                told.or(() -> Optional.of(clock.instant().plus(window))));
    }

    private static ConnectorFailure unavailable(int status, Optional<Instant> retryAt) {
        return failure(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE,
                "HubSpot cannot answer at this moment", "", status, retryAt);
    }

    private static ConnectorFailure failure(
            FailureKind kind, String code, String message, String appMessage, int status, Optional<Instant> retryAt) {
        return new ConnectorFailure(kind, new Failure(code, message, appMessage, "", status), retryAt);
    }

    /** Runs a write; an answer that leaves its outcome open is never taken for "nothing happened". */
    static <T> T write(Supplier<T> call) {
        try {
            return call.get();
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.RETRY && OPEN.contains(failed.failure().status())) {
                Failure open = new Failure(
                        FailureCodes.OUTCOME_UNKNOWN,
                        "HubSpot's answer leaves open if the write was carried out",
                        failed.failure().appMessage(),
                        "",
                        failed.failure().status());
                throw new ConnectorException(
                        new ConnectorFailure(FailureKind.OUTCOME_UNKNOWN, open, failed.retryAt()));
            }
            throw failed;
        }
    }

    /** What became of one input, from its entry in a 207. */
    static Answer item(JsonNode error) {
        String category = error.path("category").asText("");
        if (category.equals("OBJECT_NOT_FOUND") || category.equals("NOT_FOUND")) {
            return new Answer.Missing();
        }
        if (category.equals("RATE_LIMITS")) {
            return new Answer.Failed(FailureKind.RATE_LIMITED, new Failure(
                    FailureCodes.RATE_LIMIT_REACHED, "HubSpot's limit for a short time is reached",
                    error.path("message").asText(""), "", 429));
        }
        Failure reason = reason(error, category.equals("CONFLICT") ? 409 : 400);
        return refused(reason);
    }

    /** The same, where the batch had one input and the whole call was refused. */
    static Optional<Answer> item(ConnectorException refused) {
        return switch (refused.kind()) {
            case NOT_FOUND -> Optional.of(new Answer.Missing());
            case REJECTED -> refused.failure().status() == 403
                    ? Optional.empty()
                    : Optional.of(refused(refused.failure()));
            default -> Optional.empty();
        };
    }

    private static Answer refused(Failure reason) {
        if (!reason.code().equals(FailureCodes.DUPLICATE_VALUE)) {
            return new Answer.Failed(FailureKind.REJECTED, reason);
        }
        Matcher existing = EXISTING.matcher(reason.appMessage());
        return new Answer.Duplicate(existing.find() ? Optional.of(existing.group(1)) : Optional.empty(), reason);
    }

    static Failure reason(JsonNode error, int status) {
        String message = error.path("message").asText("");
        JsonNode detail = detail(error, message);
        String field = detail.path("name").asText(
                detail.path("context").path("propertyName").path(0).asText(""));
        String code = code(error, detail, status);
        return new Failure(code, words(code), message, field, status);
    }

    /** The first validation error: in {@code errors}, or as JSON behind the words of the message. */
    private static JsonNode detail(JsonNode error, String message) {
        if (error.path("errors").has(0)) {
            return error.path("errors").path(0);
        }
        int start = message.indexOf('[');
        return start < 0 ? MissingNode.getInstance() : parsed(message.substring(start)).path(0);
    }

    private static String code(JsonNode error, JsonNode detail, int status) {
        String category = error.path("category").asText("");
        if (status == 409 || category.equals("CONFLICT") || category.equals("OBJECT_ALREADY_EXISTS")) {
            return FailureCodes.DUPLICATE_VALUE;
        }
        if (category.equals("OBJECT_NOT_FOUND")) {
            return FailureCodes.NOT_FOUND;
        }
        return switch (detail.path("error").asText(detail.path("code").asText(""))) {
            case "PROPERTY_DOESNT_EXIST" -> FailureCodes.UNKNOWN_FIELD;
            case "READ_ONLY_VALUE", "READ_ONLY_PROPERTY" -> FailureCodes.READ_ONLY_FIELD;
            case "INVALID_OPTION" -> FailureCodes.INVALID_OPTION;
            case "REQUIRED_FIELD", "REQUIRED_PROPERTY" -> FailureCodes.REQUIRED_FIELD_MISSING;
            case "PROPERTY_VALUE_TOO_LONG", "VALUE_TOO_LONG" -> FailureCodes.VALUE_TOO_LONG;
            case "CONFLICTING_UNIQUE_VALUE" -> FailureCodes.DUPLICATE_VALUE;
            default -> category.equals("VALIDATION_ERROR") ? FailureCodes.INVALID_VALUE : FailureCodes.REQUEST_REFUSED;
        };
    }

    private static String words(String code) {
        return switch (code) {
            case FailureCodes.DUPLICATE_VALUE -> "HubSpot has another record with this unique value";
            case FailureCodes.NOT_FOUND -> "HubSpot has no such record";
            case FailureCodes.UNKNOWN_FIELD -> "HubSpot has no such property";
            case FailureCodes.READ_ONLY_FIELD -> "HubSpot does not let this property be written";
            case FailureCodes.INVALID_OPTION -> "HubSpot's property has no such option";
            case FailureCodes.REQUIRED_FIELD_MISSING -> "HubSpot wants a value for this property";
            case FailureCodes.VALUE_TOO_LONG -> "the value is longer than HubSpot's property";
            case FailureCodes.INVALID_VALUE -> "HubSpot does not accept a value";
            default -> "HubSpot refused the request";
        };
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> header(Map<String, String> headers, String lowerCaseName) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(lowerCaseName))
                .map(header -> header.getValue().trim())
                .findFirst();
    }

    private static Optional<Instant> seconds(String value, Clock clock) {
        return value.matches("\\d{1,7}")
                ? Optional.of(clock.instant().plusSeconds(Long.parseLong(value)))
                : Optional.empty();
    }
}
