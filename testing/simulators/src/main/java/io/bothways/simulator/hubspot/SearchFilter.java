package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One filter of a search: a property, an operator and its values, compared as the property's type wants. */
final class SearchFilter implements Predicate<SearchIndex.Entry> {
    private final SearchProperty property;
    private final Operator operator;
    private final List<Comparable<Object>> values;
    private final @Nullable Pattern token;

    /** The operators of the vendor's specification. */
    enum Operator {
        BETWEEN, CONTAINS_TOKEN, EQ, GT, GTE, HAS_PROPERTY, IN, LT, LTE, NEQ, NOT_CONTAINS_TOKEN, NOT_HAS_PROPERTY,
        NOT_IN
    }

    private SearchFilter(SearchProperty property, Operator operator, List<Comparable<Object>> values,
            @Nullable Pattern token) {
        this.property = property;
        this.operator = operator;
        this.values = values;
        this.token = token;
    }

    static SearchFilter of(ObjectType type, JsonNode node) {
        SearchProperty property = SearchProperty.of(type, node.path("propertyName").asText());
        Operator operator = operator(node.path("operator").asText());
        List<Comparable<Object>> values = new ArrayList<>();
        switch (operator) {
            case IN, NOT_IN -> node.path("values").forEach(value -> values.add(property.read(value)));
            case BETWEEN -> {
                values.add(property.read(node.path("value")));
                values.add(property.read(node.path("highValue")));
            }
            case EQ, NEQ, GT, GTE, LT, LTE -> values.add(property.read(node.path("value")));
            case CONTAINS_TOKEN, NOT_CONTAINS_TOKEN, HAS_PROPERTY, NOT_HAS_PROPERTY -> { }
        }
        if (values.isEmpty() && (operator == Operator.IN || operator == Operator.NOT_IN)) {
            throw HubSpotErrors.invalid("operator " + operator + " requires values");
        }
        boolean tokens = operator == Operator.CONTAINS_TOKEN || operator == Operator.NOT_CONTAINS_TOKEN;
        return new SearchFilter(property, operator, values, tokens ? token(node.path("value").asText()) : null);
    }

    @Override
    public boolean test(SearchIndex.Entry entry) {
        Comparable<Object> actual = property.of(entry);
        return switch (operator) {
            case HAS_PROPERTY -> actual != null;
            case NOT_HAS_PROPERTY -> actual == null;
            case EQ -> actual != null && actual.equals(values.getFirst());
            case NEQ -> actual == null || !actual.equals(values.getFirst());
            case IN -> actual != null && values.contains(actual);
            case NOT_IN -> actual == null || !values.contains(actual);
            case GT -> actual != null && actual.compareTo(values.getFirst()) > 0;
            case GTE -> actual != null && actual.compareTo(values.getFirst()) >= 0;
            case LT -> actual != null && actual.compareTo(values.getFirst()) < 0;
            case LTE -> actual != null && actual.compareTo(values.getFirst()) <= 0;
            case BETWEEN -> actual != null && actual.compareTo(values.getFirst()) >= 0
                    && actual.compareTo(values.getLast()) <= 0;
            case CONTAINS_TOKEN -> actual != null && containsToken(actual);
            case NOT_CONTAINS_TOKEN -> actual == null || !containsToken(actual);
        };
    }

    private boolean containsToken(Object actual) {
        Pattern wanted = token;
        return wanted != null && wanted.matcher(actual.toString()).find();
    }

    private static Operator operator(String name) {
        try {
            return Operator.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw HubSpotErrors.invalid("Invalid input JSON: operator " + name + " is not known");
        }
    }

    /** A whole token; an asterisk stands for the rest of one. */
    private static Pattern token(String text) {
        StringBuilder expression = new StringBuilder("(?<![\\p{L}\\p{N}])");
        for (String part : text.toLowerCase(Locale.ROOT).split("(?=\\*)|(?<=\\*)")) {
            expression.append(part.equals("*") ? "[^\\s]*" : Pattern.quote(part));
        }
        return Pattern.compile(expression.append("(?![\\p{L}\\p{N}])").toString());
    }

    /** A property as search compares it: numbers, ids and instants as numbers, days as days, all else without case. */
    record SearchProperty(String name, FieldDefinition.Kind kind, ObjectType type) {

        static SearchProperty of(ObjectType type, String name) {
            FieldDefinition field = type.field(name);
            if (field == null) {
                throw HubSpotErrors.invalid("There was a problem with the request: property " + name
                        + " does not exist");
            }
            return new SearchProperty(name, field.kind(), type);
        }

        @Nullable Comparable<Object> of(SearchIndex.Entry entry) {
            if (name.equals(HubSpotSchema.OBJECT_ID)) {
                return comparable(BigDecimal.valueOf(entry.id()));
            }
            if (name.equals(HubSpotSchema.createdProperty(type))) {
                return comparable(BigDecimal.valueOf(entry.createdAt()));
            }
            if (name.equals(HubSpotSchema.modifiedProperty(type))) {
                return comparable(BigDecimal.valueOf(entry.modifiedAt()));
            }
            String text = (String) entry.fields().get(name);
            return text == null ? null : read(text);
        }

        Comparable<Object> read(JsonNode value) {
            if (!value.isValueNode() || value.isNull()) {
                throw HubSpotErrors.invalid("There was a problem with the request: a value of " + name
                        + " is missing");
            }
            return read(value.asText());
        }

        private Comparable<Object> read(String text) {
            try {
                return switch (kind) {
                    case NUMBER -> comparable(new BigDecimal(text).stripTrailingZeros());
                    case INSTANT -> comparable(BigDecimal.valueOf(millis(text)));
                    case DATE -> comparable(text.contains("-") && text.length() == 10 ? LocalDate.parse(text)
                            : LocalDate.ofInstant(Instant.ofEpochMilli(millis(text)), ZoneOffset.UTC));
                    default -> comparable(text.toLowerCase(Locale.ROOT));
                };
            } catch (NumberFormatException | DateTimeParseException e) {
                throw HubSpotErrors.invalid("There was a problem with the request: a value of " + name
                        + " cannot be read");
            }
        }

        private static long millis(String text) {
            if (text.contains("T")) {
                return Instant.parse(text).toEpochMilli();
            }
            return text.contains("-") && text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                    : Long.parseLong(text);
        }

        /** All values of one property are of one class, so that they compare with each other. */
        @SuppressWarnings("unchecked")
        private static Comparable<Object> comparable(Object value) {
            if (value instanceof BigDecimal number) {
                return (Comparable<Object>) (Object) number.stripTrailingZeros();
            }
            return (Comparable<Object>) value;
        }
    }
}
