package io.bothways.simulator.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.kit.store.LaggingIndex.Entry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * The query of a search. Dates of contacts are matched by the calendar day of the workspace: {@code >} begins with the
 * day after the value, {@code <} ends before the value's day, and the other comparisons are errors. Dates of tickets
 * are matched by the second, and their {@code >} and {@code <} take the value itself in.
 */
final class SearchFilter {
    private static final int MAX_NESTED = 2;
    private static final int MAX_FILTERS = 15;
    private static final Set<String> OF_DAYS = Set.of("=", ">", "<");
    private static final Set<String> OF_NUMBERS = Set.of("=", "!=", "IN", "NIN", ">", "<", ">=", "<=");
    private static final Set<String> OF_TEXTS = Set.of("=", "!=", "IN", "NIN", "~", "!~", "^", "$");
    private static final Set<String> OF_TAGS = Set.of("=", "!=");
    private final Function<String, SearchField> fields;
    private final LongFunction<LocalDate> dayOf;
    private final boolean daysOnly;

    /**
     * @param fields the field of a name; an unknown one is refused
     * @param dayOf the workspace's day of a second
     * @param daysOnly whether dates are matched by day
     */
    SearchFilter(Function<String, SearchField> fields, LongFunction<LocalDate> dayOf, boolean daysOnly) {
        this.fields = fields;
        this.dayOf = dayOf;
        this.daysOnly = daysOnly;
    }

    Predicate<Entry> of(JsonNode query) {
        if (!query.isObject()) {
            throw IntercomErrors.failure(400, IntercomErrors.MISSING, "query not specified");
        }
        return of(query, 0);
    }

    private Predicate<Entry> of(JsonNode node, int depth) {
        String operator = node.path("operator").asText();
        if (!operator.equals("AND") && !operator.equals("OR")) {
            return single(node, operator);
        }
        if (depth > MAX_NESTED) {
            throw IntercomErrors.invalid("At most " + MAX_NESTED + " nested filters are allowed");
        }
        if (!node.path("value").isArray() || node.path("value").isEmpty()
                || node.path("value").size() > MAX_FILTERS) {
            throw IntercomErrors.invalid("A group takes 1 to " + MAX_FILTERS + " filters");
        }
        List<Predicate<Entry>> parts = new ArrayList<>();
        node.path("value").forEach(part -> parts.add(of(part, depth + 1)));
        return operator.equals("AND") ? entry -> parts.stream().allMatch(part -> part.test(entry))
                : entry -> parts.stream().anyMatch(part -> part.test(entry));
    }

    private Predicate<Entry> single(JsonNode node, String operator) {
        SearchField field = fields.apply(node.path("field").asText());
        JsonNode value = node.path("value");
        check(field, operator);
        if (operator.equals("IN") || operator.equals("NIN")) {
            if (!value.isArray()) {
                throw IntercomErrors.invalid("The value of '" + field.name() + "' must be an array");
            }
            List<Comparable<?>> wanted = new ArrayList<>();
            value.forEach(each -> wanted.add(field.wanted(each)));
            boolean in = operator.equals("IN");
            return entry -> field.values(entry).stream().anyMatch(wanted::contains) == in;
        }
        if (value.isNull() && (operator.equals("=") || operator.equals("!="))) {
            return entry -> field.values(entry).isEmpty() == operator.equals("=");
        }
        if (!value.isValueNode()) {
            throw IntercomErrors.invalid("The value of '" + field.name() + "' is missing");
        }
        Comparable<?> wanted = field.wanted(value);
        if (field.type() == SearchField.Type.DATE && daysOnly) {
            LocalDate day = dayOf.apply(((BigDecimal) wanted).longValue());
            return entry -> field.values(entry).stream()
                    .anyMatch(each -> holds(operator, dayOf.apply(((BigDecimal) each).longValue()).compareTo(day)));
        }
        boolean inclusive = field.type() == SearchField.Type.DATE;
        String comparison = inclusive && (operator.equals(">") || operator.equals("<")) ? operator + "=" : operator;
        return comparison.equals("!=") || comparison.equals("!~")
                ? entry -> field.values(entry).stream().noneMatch(each -> compare(comparison.substring(1).equals("=")
                        ? "=" : "~", each, wanted))
                : entry -> field.values(entry).stream().anyMatch(each -> compare(comparison, each, wanted));
    }

    private void check(SearchField field, String operator) {
        Set<String> allowed = switch (field.type()) {
            case DATE -> daysOnly ? OF_DAYS : OF_NUMBERS;
            case NUMBER -> OF_NUMBERS;
            case TAG -> OF_TAGS;
            case TEXT, BOOLEAN -> OF_TEXTS;
        };
        if (!allowed.contains(operator)) {
            throw IntercomErrors.invalid("The operator '" + operator + "' is not supported for the field '"
                    + field.name() + "'");
        }
    }

    private static boolean compare(String operator, Comparable<?> actual, Comparable<?> wanted) {
        return switch (operator) {
            case "~" -> actual.toString().contains(wanted.toString());
            case "^" -> actual.toString().startsWith(wanted.toString());
            case "$" -> actual.toString().endsWith(wanted.toString());
            default -> holds(operator, order(actual, wanted));
        };
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "=" -> order == 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static int order(Comparable<?> actual, Comparable<?> wanted) {
        return actual instanceof BigDecimal number ? number.compareTo((BigDecimal) wanted)
                : actual.toString().compareTo(wanted.toString());
    }
}
