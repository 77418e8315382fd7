package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which input of a batch each result and each error belongs to. HubSpot promises no order: results and errors
 * carry the input's trace id or name record ids. Results that carry neither are paired with the open input that they
 * have the most values in common with; inputs that are equal in everything may be exchanged.
 */
final class BatchAnswer {
    static final String TRACE = "objectWriteTraceId";

    private final Map<Integer, JsonNode> results = new HashMap<>();
    private final Map<Integer, JsonNode> errors = new HashMap<>();

    /** @param inputs as sent, with the position in the list as trace id */
    BatchAnswer(List<ObjectNode> inputs, JsonNode answer) {
        Map<String, Integer> byId = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).has("id")) {
                byId.put(inputs.get(i).path("id").asText(), i);
            }
        }
        List<JsonNode> unnamed = new ArrayList<>();
        for (JsonNode result : answer.path("results")) {
            Optional<Integer> input = traced(result.path(TRACE), inputs.size())
                    .or(() -> Optional.ofNullable(byId.get(result.path("id").asText())));
            input.ifPresentOrElse(i -> results.put(i, result), () -> unnamed.add(result));
        }
        List<JsonNode> stray = new ArrayList<>();
        for (JsonNode error : answer.path("errors")) {
            List<Integer> named = named(error, byId, inputs.size());
            named.forEach(i -> errors.put(i, error));
            if (named.isEmpty()) {
                stray.add(error);
            }
        }
        for (JsonNode result : unnamed) {
            closest(inputs, result).ifPresent(i -> results.put(i, result));
        }
        Iterator<Integer> open = open(inputs.size()).iterator();
        if (stray.size() == open(inputs.size()).size()) {
            stray.forEach(error -> errors.put(open.next(), error));
        }
    }

    Optional<JsonNode> result(int input) {
        return Optional.ofNullable(results.get(input));
    }

    Optional<JsonNode> error(int input) {
        return Optional.ofNullable(errors.get(input));
    }

    private List<Integer> open(int size) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (!results.containsKey(i) && !errors.containsKey(i)) {
                open.add(i);
            }
        }
        return open;
    }

    private static List<Integer> named(JsonNode error, Map<String, Integer> byId, int size) {
        List<Integer> named = new ArrayList<>();
        JsonNode context = error.path("context");
        for (JsonNode trace : List.of(error.path(TRACE), context.path(TRACE))) {
            values(trace).forEach(value -> traced(value, size).ifPresent(named::add));
        }
        if (named.isEmpty()) {
            for (JsonNode ids : List.of(error.path("id"), context.path("id"), context.path("ids"))) {
                values(ids).forEach(value -> Optional.ofNullable(byId.get(value.asText())).ifPresent(named::add));
            }
        }
        return named;
    }

    private static List<JsonNode> values(JsonNode oneOrMany) {
        List<JsonNode> values = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(values::add);
        } else if (oneOrMany.isValueNode()) {
            values.add(oneOrMany);
        }
        return values;
    }

    private static Optional<Integer> traced(JsonNode trace, int size) {
        String position = trace.asText("");
        if (!position.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int input = Integer.parseInt(position);
        return input < size ? Optional.of(input) : Optional.empty();
    }

    private Optional<Integer> closest(List<ObjectNode> inputs, JsonNode result) {
        int most = 0;
        Optional<Integer> best = Optional.empty();
        for (int i : open(inputs.size())) {
            int common = common(inputs.get(i).path("properties"), result.path("properties"));
            if (common > most) {
                most = common;
                best = Optional.of(i);
            }
        }
        return best;
    }

    private static int common(JsonNode sent, JsonNode told) {
        int common = 0;
        for (Map.Entry<String, JsonNode> property : sent.properties()) {
            String value = property.getValue().asText();
            if (!value.isEmpty() && value.trim().equalsIgnoreCase(told.path(property.getKey()).asText(""))) {
                common++;
            }
        }
        return common;
    }
}
