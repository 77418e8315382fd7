package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.schema.ColumnType;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code $filter}: comparisons, {@code and}, {@code or}, {@code not}, brackets, {@code contains},
 * {@code startswith}, {@code endswith}, and the query function {@code Microsoft.Dynamics.CRM.In}. The {@code in} of
 * later OData versions is not there. Text is compared without regard to case.
 */
final class FilterParser {
    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final String IN = "Microsoft.Dynamics.CRM.In";

    private final FilterTokens tokens;
    private final Table table;
    private final RecordStore store;

    private FilterParser(String text, Table table, RecordStore store) {
        this.tokens = new FilterTokens(text);
        this.table = table;
        this.store = store;
    }

    static Predicate<StoredRecord> parse(String text, Table table, RecordStore store) {
        FilterParser parser = new FilterParser(text, table, store);
        Predicate<StoredRecord> filter = parser.either();
        if (parser.tokens.hasMore()) {
            throw parser.tokens.error();
        }
        return filter;
    }

    private Predicate<StoredRecord> either() {
        Predicate<StoredRecord> filter = both();
        while (tokens.takeIf("or")) {
            filter = filter.or(both());
        }
        return filter;
    }

    private Predicate<StoredRecord> both() {
        Predicate<StoredRecord> filter = term();
        while (tokens.takeIf("and")) {
            filter = filter.and(term());
        }
        return filter;
    }

    private Predicate<StoredRecord> term() {
        if (tokens.takeIf("not")) {
            return term().negate();
        }
        if (tokens.takeIf("(")) {
            Predicate<StoredRecord> inner = either();
            tokens.expect(")");
            return inner;
        }
        String word = tokens.take();
        return switch (word) {
            case "contains", "startswith", "endswith" -> textFunction(word);
            case IN -> in();
            default -> comparison(Operand.of(word, table, store));
        };
    }

    private Predicate<StoredRecord> textFunction(String function) {
        tokens.expect("(");
        Operand operand = Operand.of(tokens.take(), table, store);
        tokens.expect(",");
        String part = Literals.text(tokens.take()).toLowerCase(Locale.ROOT);
        tokens.expect(")");
        if (!operand.column().type().isText()) {
            throw Problem.malformed("No function signature for the function with name '" + function
                    + "' matches the specified arguments.");
        }
        return row -> {
            Object value = operand.value(row);
            if (value == null) {
                return false;
            }
            String held = value.toString().toLowerCase(Locale.ROOT);
            return switch (function) {
                case "contains" -> held.contains(part);
                case "startswith" -> held.startsWith(part);
                default -> held.endsWith(part);
            };
        };
    }

    private Predicate<StoredRecord> in() {
        tokens.expect("(");
        tokens.expect("PropertyName");
        tokens.expect("=");
        String name = Literals.text(tokens.take());
        // The query function names lookups by their logical names, as FetchXML does.
        Operand operand = Operand.of(table.column(name).map(column -> column.property()).orElse(name), table, store);
        tokens.expect(",");
        tokens.expect("PropertyValues");
        tokens.expect("=");
        tokens.expect("[");
        List<String> given = new ArrayList<>();
        do {
            given.add(Literals.text(tokens.take()));
        } while (tokens.takeIf(","));
        tokens.expect("]");
        tokens.expect(")");
        Set<Object> wanted = new HashSet<>();
        given.forEach(text -> wanted.add(fold(Literals.unquoted(text, operand.column()))));
        return row -> {
            Object value = operand.value(row);
            return value != null && wanted.contains(fold(value));
        };
    }

    private Predicate<StoredRecord> comparison(Operand operand) {
        String operator = tokens.take();
        if (!COMPARISONS.contains(operator)) {
            throw tokens.error();
        }
        Object literal = Literals.read(tokens.take(), operand.column());
        if (literal == null) {
            return switch (operator) {
                case "eq" -> row -> operand.value(row) == null;
                case "ne" -> row -> operand.value(row) != null;
                default -> throw tokens.error();
            };
        }
        ColumnType type = operand.column().type();
        return switch (operator) {
            case "eq" -> row -> equal(operand.value(row), literal);
            case "ne" -> row -> !equal(operand.value(row), literal);
            case "gt" -> row -> compare(type, operand.value(row), literal, 1, 1);
            case "ge" -> row -> compare(type, operand.value(row), literal, 0, 1);
            case "lt" -> row -> compare(type, operand.value(row), literal, -1, -1);
            default -> row -> compare(type, operand.value(row), literal, -1, 0);
        };
    }

    private static boolean equal(@Nullable Object value, Object literal) {
        return value != null && Objects.equals(fold(value), fold(literal));
    }

    private static boolean compare(ColumnType type, @Nullable Object value, Object literal, int least, int most) {
        if (value == null) {
            return false;
        }
        int sign = Integer.signum(Ordering.compareValues(type, value, literal));
        return sign >= least && sign <= most;
    }

    private static Object fold(Object value) {
        return value instanceof Number number ? (Object) number.doubleValue()
                : value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }
}
