package io.bothways.connector.template;

import static io.bothways.connector.failure.FailureRule.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What the app's errors mean: {@code {"error": {code, message, field?, existing_id?}}}. */
final class TemplateFailures {
    private static final String CODE = "code";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TROUBLE = "the app cannot answer at this moment";

    /** The first rule that matches decides. After 500, 502 and 504 a write may have been carried out. */
    private static final FailureRules RULES = FailureRules.of(
            when().status(401).then(
                    FailureKind.REAUTHORIZE, FailureCodes.CREDENTIALS_REFUSED, "the app does not accept the key"),
            when().status(403).readable(true).then(
                    FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "the key may not do this"),
            when().status(404).then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "there is no such record"),
            when().status(409).code(CODE, "duplicate").then(
                    FailureKind.REJECTED, FailureCodes.DUPLICATE_VALUE, "another record holds this value"),
            when().status(422).code(CODE, "invalid").then(
                    FailureKind.REJECTED, FailureCodes.INVALID_VALUE, "the app does not accept the value"),
            when().status(429)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "the app's limit is reached")
                    .retry(new RetryTime.SecondsHeader("retry-after")),
            when().status(500, 502, 504)
                    .then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, TROUBLE)
                    .leavesWritesOpen(),
            when().statusBetween(500, 599).then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, TROUBLE),
            when().readable(false).then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, TROUBLE),
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "the app refused the request"));

    private TemplateFailures() {}

    static ConnectorFailure classify(int status, Map<String, String> headers, String body, Clock clock) {
        JsonNode error = parsed(body).path("error");
        ErrorAnswer answer = new ErrorAnswer(
                status,
                headers,
                error.isObject(),
                Map.of(CODE, error.path("code").asText("")),
                error.path("message").asText(""),
                error.path("field").asText(""));
        return RULES.decide(answer, clock, Optional.empty())
                .withExisting(Optional.ofNullable(error.get("existing_id")).map(JsonNode::asText));
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
