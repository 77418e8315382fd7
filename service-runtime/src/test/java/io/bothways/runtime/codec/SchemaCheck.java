package io.bothways.runtime.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the JSON Schemas of a document, more strictly than JSON Schema does: an object has no member
 * beyond those described, and no keyword is passed over. Remembers what of the schemas was met, so that what never is
 * can be found too.
 */
final class SchemaCheck {
    private static final Set<String> KEYWORDS = Set.of(
            "$ref", "type", "description", "required", "properties", "additionalProperties", "const", "enum", "items",
            "uniqueItems", "oneOf", "allOf", "pattern", "format", "contentEncoding");

    private final Map<String, Object> document;
    private final List<String> errors = new ArrayList<>();
    private final Set<String> met = new TreeSet<>();

    SchemaCheck(Map<String, Object> document) {
        this.document = document;
    }

    List<String> errors() {
        return errors;
    }

    /** The places met: members that were there, {@code …/absent} for those that were not, constants of enums. */
    Set<String> met() {
        return met;
    }

    /** All places that could be met. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        String schemas = "#/components/schemas";
        schema(schemas).forEach((name, schema) -> collect(schemas + "/" + name, schema, places));
        return places;
    }

    private static void collect(String at, @Nullable Object node, Set<String> places) {
        if (node instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                collect(at + "/" + index, list.get(index), places);
            }
        }
        if (!(node instanceof Map<?, ?> schema)) {
            return;
        }
        members(schema).forEach((name, member) -> {
            places.add(at + "/properties/" + name);
            if (!list(schema.get("required")).contains(name)) {
                places.add(at + "/properties/" + name + "/absent");
            }
            collect(at + "/properties/" + name, member, places);
        });
        list(schema.get("enum")).forEach(constant -> places.add(at + "/enum/" + constant));
        for (String keyword : List.of("items", "additionalProperties", "oneOf", "allOf")) {
            collect(at + "/" + keyword, schema.get(keyword), places);
        }
    }

    void check(String at, @Nullable Object value) {
        Map<?, ?> schema = schema(at);
        schema.keySet().forEach(word -> expect(KEYWORDS.contains((String) word), at, "no keyword " + word));
        if (schema.get("$ref") instanceof String other) {
            check(other, value);
            return;
        }
        expect(hasType(schema.get("type"), value), at, "type");
        expect(!schema.containsKey("const") || schema.get("const").equals(value), at, "const");
        if (schema.containsKey("enum")) {
            expect(list(schema.get("enum")).contains(value), at, "enum");
            met.add(at + "/enum/" + value);
        }
        if (schema.get("pattern") instanceof String pattern) {
            expect(value instanceof String text && Pattern.compile(pattern).matcher(text).find(), at, "pattern");
        }
        for (int index = 0; index < list(schema.get("allOf")).size(); index++) {
            check(at + "/allOf/" + index, value);
        }
        if (schema.containsKey("oneOf")) {
            checkOneOf(at, list(schema.get("oneOf")).size(), value);
        }
        if (value instanceof Map<?, ?> object) {
            checkObject(at, schema, object);
        }
        if (value instanceof List<?> items && schema.containsKey("items")) {
            items.forEach(item -> check(at + "/items", item));
            boolean asSet = Boolean.TRUE.equals(schema.get("uniqueItems"));
            expect(!asSet || Set.copyOf(items).size() == items.size(), at, "uniqueItems");
        }
    }

    private void checkObject(String at, Map<?, ?> schema, Map<?, ?> object) {
        Map<?, ?> members = members(schema);
        boolean free = schema.containsKey("additionalProperties");
        boolean described = free || schema.containsKey("properties");
        members.keySet().forEach(name -> {
            String place = at + "/properties/" + name;
            if (object.containsKey(name)) {
                met.add(place);
                check(place, object.get(name));
            } else {
                met.add(place + "/absent");
                expect(!list(schema.get("required")).contains(name), place, "required");
            }
        });
        object.forEach((name, member) -> {
            if (free && !members.containsKey(name)) {
                check(at + "/additionalProperties", member);
            } else if (described) {
                expect(members.containsKey(name), at, "a description of " + name);
            }
        });
    }

    private void checkOneOf(String at, int alternatives, @Nullable Object value) {
        List<SchemaCheck> matching = new ArrayList<>();
        for (int index = 0; index < alternatives; index++) {
            SchemaCheck tried = new SchemaCheck(document);
            tried.check(at + "/oneOf/" + index, value);
            if (tried.errors.isEmpty()) {
                matching.add(tried);
            }
        }
        expect(matching.size() == 1, at, "oneOf, matching " + matching.size());
        matching.forEach(tried -> met.addAll(tried.met));
    }

    private void expect(boolean holds, String at, String what) {
        if (!holds) {
            errors.add(at + ": " + what);
        }
    }

    private static boolean hasType(@Nullable Object type, @Nullable Object value) {
        if (type == null) {
            return true;
        }
        return switch ((String) type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> false;
        };
    }

    /** What a local reference points to. */
    Map<String, Object> schema(String pointer) {
        Object node = document;
        for (String step : pointer.substring(2).split("/")) {
            node = node instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) node).get(step);
            if (node == null) {
                throw new AssertionError("nothing stands at " + pointer);
            }
        }
        return Contracts.typed((Map<?, ?>) node, String.class, Object.class);
    }

    private static Map<?, ?> members(Map<?, ?> schema) {
        return schema.get("properties") instanceof Map<?, ?> members ? members : Map.of();
    }

    private static List<?> list(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }
}
