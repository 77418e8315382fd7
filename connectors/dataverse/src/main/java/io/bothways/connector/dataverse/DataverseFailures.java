package io.bothways.connector.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays errors flat for {@link DataverseRules}: {@code {error: {code, message}}}, and those of the token endpoint. */
final class DataverseFailures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FIELD = Pattern.compile(
            "'([a-z][a-z0-9_]*)' (?:attribute|on record)|(?:[Aa]ttribute|[Pp]roperty|[Cc]olumn) '([a-z][a-z0-9_]*)'");

    private DataverseFailures() {}

    static ConnectorFailure classify(int status, Map<String, String> headers, String body, Clock clock) {
        JsonNode answer = parsed(body);
        JsonNode error = answer.path("error");
        boolean oauth = error.isTextual();
        String message = oauth
                ? answer.path("error_description").asText("")
                : error.path("message").asText(answer.path("message").asText(""));
        Map<String, String> codes = Map.of(
                DataverseRules.CODE, oauth ? "" : error.path("code").asText(""),
                DataverseRules.OAUTH, oauth ? error.asText() : "");
        ErrorAnswer flat = new ErrorAnswer(status, headers, answer.isObject(), codes, message, field(message));
        return DataverseRules.ALL.decide(flat, clock, Optional.empty());
    }

    /** The column that an error is about stands only in its words; what cannot be found there is left open. */
    private static String field(String message) {
        Matcher named = FIELD.matcher(message);
        if (!named.find()) {
            return "";
        }
        return named.group(1) == null ? named.group(2) : named.group(1);
    }

    /** A stored position that Dataverse, or this version of the connector, does not understand any more. */
    static ConnectorException expired(String message, String appMessage, int status) {
        return new ConnectorException(
                FailureKind.CURSOR_EXPIRED,
                new Failure(FailureCodes.CURSOR_EXPIRED, message, appMessage, "", status));
    }

    /** The app's answer makes no sense. */
    static ConnectorException unexpected(String message) {
        return new ConnectorException(
                FailureKind.RETRY, new Failure(FailureCodes.UNEXPECTED_ANSWER, message, "", "", 200));
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
