package io.bothways.connector.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays HubSpot's errors flat for {@link HubSpotRules}: whole answers, and the entries of a 207. The message is read
 * only for what stands nowhere else: the id of the record that is already there, and validation errors within it.
 */
final class HubSpotFailures {
    static final String CATEGORY = "category";
    static final String POLICY = "policyName";
    /** The code of the first validation error. */
    static final String DETAIL = "detail";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d+)");
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private HubSpotFailures() {}

    static ConnectorFailure classify(
            int status, Map<String, String> headers, String body, Clock clock, Optional<ZoneId> zone) {
        JsonNode error = parsed(body);
        return HubSpotRules.WHOLE.decide(flat(error, status, headers, error.isObject()), clock, zone);
    }

    /** What became of one input, from its entry in a 207. */
    static Answer item(JsonNode error) {
        ConnectorFailure refused = entry(error);
        return Answer.of(refused, existing(refused.failure()));
    }

    /** What one entry of a 207 means. */
    static ConnectorFailure entry(JsonNode error) {
        int status = error.path(CATEGORY).asText("").equals("CONFLICT") ? CONFLICT : BAD_REQUEST;
        return HubSpotRules.ENTRY.decide(flat(error, status, Map.of(), true), Clock.systemUTC(), Optional.empty());
    }

    /** What became of the only input of a batch that was refused as a whole; empty where it is not about the input. */
    static Optional<Answer> item(ConnectorException refused) {
        boolean aboutTheInput = refused.kind() == FailureKind.NOT_FOUND
                || refused.kind() == FailureKind.REJECTED && refused.failure().status() != FORBIDDEN;
        return aboutTheInput
                ? Optional.of(Answer.of(
                        new ConnectorFailure(refused.kind(), refused.failure(), refused.retryAt()),
                        existing(refused.failure())))
                : Optional.empty();
    }

    private static Optional<String> existing(Failure refused) {
        Matcher existing = EXISTING.matcher(refused.appMessage());
        return existing.find() ? Optional.of(existing.group(1)) : Optional.empty();
    }

    private static ErrorAnswer flat(JsonNode error, int status, Map<String, String> headers, boolean readable) {
        String message = error.path("message").asText("");
        JsonNode detail = detail(error, message);
        String field = Stream.of(
                        detail.path("name"),
                        detail.path("context").path("propertyName").path(0),
                        error.path("context").path("properties").path(0))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(JsonNode::asText)
                .orElse("");
        Map<String, String> codes = Map.of(
                CATEGORY, error.path(CATEGORY).asText(""),
                POLICY, error.path(POLICY).asText(""),
                DETAIL, detail.path("error").asText(detail.path("code").asText("")));
        return new ErrorAnswer(status, headers, readable, codes, message, field);
    }

    /** The first validation error: in {@code errors}, or as JSON behind the words of the message. */
    private static JsonNode detail(JsonNode error, String message) {
        if (error.path("errors").has(0)) {
            return error.path("errors").path(0);
        }
        int start = message.indexOf('[');
        return start < 0 ? MissingNode.getInstance() : parsed(message.substring(start)).path(0);
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
