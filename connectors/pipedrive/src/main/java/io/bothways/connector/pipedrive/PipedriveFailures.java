package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays Pipedrive's errors flat for {@link PipedriveRules}; the message is read for the field that it names. */
final class PipedriveFailures {
    /** The code of version 2. */
    static final String CODE = "code";
    /** OAuth's word. */
    static final String OAUTH = "oauth";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIELD =
            Pattern.compile("Validation failed: (?:custom_fields: )?([a-z0-9_]+)(?:\\.[^:]*)?: ");
    private static final Pattern KEY = Pattern.compile("key\\(s\\) in object: '([a-z0-9_]+)'");

    private PipedriveFailures() {}

    static ConnectorFailure classify(
            int status, Map<String, String> headers, String body, Clock clock, Optional<ZoneId> zone) {
        JsonNode answer = parsed(body);
        String error = answer.path("error").asText("");
        String message = answer.path("message").asText(answer.path("error_description").asText(error));
        Map<String, String> codes = Map.of(CODE, answer.path("code").asText(""), OAUTH, error);
        return PipedriveRules.ALL.decide(
                new ErrorAnswer(
                        status,
                        headers,
                        answer.isObject(),
                        codes,
                        message.isEmpty() ? error : message,
                        field(error)),
                clock,
                zone);
    }

    private static String field(String error) {
        Matcher key = KEY.matcher(error);
        if (key.find()) {
            return key.group(1);
        }
        Matcher named = FIELD.matcher(error);
        return named.find() ? named.group(1) : "";
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
