package io.bothways.connector.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.write.Answer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lays Salesforce's errors flat for {@link SalesforceRules}: whole answers, token answers, and rows of a collection. A
 * message is read only for what stands nowhere else: the id of the record that is already there.
 */
final class SalesforceFailures {
    static final String CODE = "errorCode";
    static final String OAUTH = "error";
    /** The field that an error names; empty where it is about the record. */
    static final String FIELD = "field";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXISTING = Pattern.compile("record with id: ([a-zA-Z0-9]{15,18})");
    private static final int BAD_REQUEST = 400;

    private SalesforceFailures() {}

    static ConnectorFailure classify(int status, Map<String, String> headers, String body, Clock clock) {
        JsonNode answer = parsed(body);
        JsonNode error = answer.isArray() ? answer.path(0) : answer;
        String message = error.path("message").asText(error.path("error_description").asText(""));
        Map<String, String> codes = Map.of(
                CODE, error.path(CODE).asText(""),
                OAUTH, error.path(OAUTH).asText(""),
                FIELD, field(error));
        ErrorAnswer flat =
                new ErrorAnswer(status, headers, error.isObject(), codes, message, field(error));
        return SalesforceRules.WHOLE.decide(flat, clock, Optional.empty());
    }

    /** What became of one row that was not written. */
    static Answer row(JsonNode errors) {
        JsonNode error = errors.path(0);
        String message = error.path("message").asText("");
        Map<String, String> codes = Map.of(
                CODE, error.path("statusCode").asText(error.path(CODE).asText("")),
                FIELD, field(error));
        ErrorAnswer flat = new ErrorAnswer(BAD_REQUEST, Map.of(), true, codes, message, field(error));
        return Answer.of(
                SalesforceRules.ROW.decide(flat, Clock.systemUTC(), Optional.empty()), existing(error, message));
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

    private static JsonNode parsed(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
