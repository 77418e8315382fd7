package io.bothways.simulator.pipedrive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bothways.simulator.kit.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The e-mails or telephone numbers of a person. As text they read {@code ann@work.example | ann@home.example [home]}:
 * the primary one first, labels other than {@code work} in brackets. Nothing about them is checked or rewritten.
 */
record ContactPoints(List<Point> points) {
    private static final String SEPARATOR = " | ";
    private static final String USUAL_LABEL = "work";
    private static final Pattern LABELLED = Pattern.compile("(.*) \\[([^\\[\\]|]+)]");

    record Point(String value, String label) {
    }

    static ContactPoints ofText(String text) {
        List<Point> points = new ArrayList<>();
        for (String part : text.split(Pattern.quote(SEPARATOR))) {
            if (!part.isBlank()) {
                Matcher labelled = LABELLED.matcher(part);
                points.add(labelled.matches() ? new Point(labelled.group(1), labelled.group(2))
                        : new Point(part, USUAL_LABEL));
            }
        }
        return new ContactPoints(points);
    }

    /** Reads an array of {@code {value, primary?, label?}}; without a primary one the first is it. */
    static ContactPoints ofJson(String code, JsonNode array) {
        if (!array.isArray()) {
            throw FieldValues.refused(code, "Expected array, received " + FieldValues.kindOf(array));
        }
        List<Point> points = new ArrayList<>();
        for (JsonNode item : array) {
            JsonNode value = item.path("value");
            if (!value.isTextual()) {
                throw FieldValues.refused(code, "value: Expected string, received " + FieldValues.kindOf(value));
            }
            if (item.has("primary") && !item.path("primary").isBoolean()) {
                throw FieldValues.refused(code, "primary: Expected boolean, received "
                        + FieldValues.kindOf(item.path("primary")));
            }
            Point point = new Point(value.asText(), item.path("label").asText(USUAL_LABEL));
            if (point.value().isEmpty()) {
                continue;
            }
            points.add(item.path("primary").asBoolean() ? 0 : points.size(), point);
        }
        return new ContactPoints(points);
    }

    String text() {
        return points.stream()
                .map(point -> point.label().equals(USUAL_LABEL) ? point.value()
                        : point.value() + " [" + point.label() + "]")
                .collect(Collectors.joining(SEPARATOR));
    }

    ArrayNode json() {
        ArrayNode array = Json.array();
        for (Point point : points) {
            array.addObject().put("value", point.value()).put("primary", array.size() == 1)
                    .put("label", point.label());
        }
        return array;
    }
}
