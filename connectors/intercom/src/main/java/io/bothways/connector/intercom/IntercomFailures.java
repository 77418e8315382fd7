package io.bothways.connector.intercom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lays Intercom's errors flat for {@link IntercomRules}. What an answer says beside its code is kept with its words:
 * the address of the contact that a merged one lives on in stands in a header, the id of a duplicate in the message.
 */
final class IntercomFailures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CANONICAL =
            Pattern.compile("<(?:https?://[^/>]+)?/contacts/([A-Za-z0-9_-]+)>; rel=\"canonical\"");
    private static final Pattern EXISTING = Pattern.compile("id=([A-Za-z0-9_-]+)");
    private static final String ARCHIVED = "archived";

    private IntercomFailures() {}

    static ConnectorFailure classify(int status, Map<String, String> headers, String body, Clock clock) {
        JsonNode answer = parsed(body);
        JsonNode error = answer.path("errors").path(0);
        String link = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("link"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        String message = error.path("message").asText("");
        String field = error.path("field").asText("");
        return IntercomRules.RULES.decide(
                new ErrorAnswer(
                        status,
                        headers,
                        answer.path("errors").isArray(),
                        Map.of(IntercomRules.CODE, error.path("code").asText("")),
                        CANONICAL.matcher(link).find() ? message + " (Link: " + link + ")" : message,
                        field),
                clock,
                Optional.empty());
    }

    /** The contact that a merged one lives on in, where the answer leads there. */
    static Optional<String> survivor(ConnectorException failed) {
        if (failed.kind() != FailureKind.NOT_FOUND) {
            return Optional.empty();
        }
        Matcher canonical = CANONICAL.matcher(failed.failure().appMessage());
        return canonical.find() ? Optional.of(canonical.group(1)) : Optional.empty();
    }

    /** What became of the one record that a write was about; empty where the failure is not about it. */
    static Optional<Answer> item(ConnectorException failed) {
        Failure failure = failed.failure();
        if (failed.kind() == FailureKind.NOT_FOUND) {
            return Optional.of(survivor(failed).<Answer>map(Answer.Moved::new).orElseGet(Answer.Missing::new));
        }
        boolean aboutTheRecord = failed.kind() == FailureKind.REJECTED
                && !failure.code().equals(FailureCodes.PERMISSION_MISSING);
        return aboutTheRecord
                ? Optional.of(Answer.of(new ConnectorFailure(failed.kind(), failure, failed.retryAt()),
                        existing(failure)))
                : Optional.empty();
    }

    /** An archived contact is there and is not: it cannot be read, so it is no partner. */
    private static Optional<String> existing(Failure refused) {
        Matcher existing = EXISTING.matcher(refused.appMessage());
        return existing.find() && !refused.appMessage().contains(ARCHIVED)
                ? Optional.of(existing.group(1))
                : Optional.empty();
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
