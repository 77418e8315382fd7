package io.bothways.simulator.salesforce.soql;

import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Condition;
import io.bothways.simulator.salesforce.soql.SoqlQuery.FieldName;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Literal;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns conditions into predicates. Every value and literal is brought to one comparable form first: text and options
 * in lower case, ids with 18 characters, numbers as doubles, dates and datetimes as the text that sorts as they do.
 */
final class FilterCompiler {
    private static final long MILLIS = 1_000;

    private final Function<FieldName, SalesforceField> fields;

    FilterCompiler(Function<FieldName, SalesforceField> fields) {
        this.fields = fields;
    }

    Predicate<SoqlPlan.Row> compile(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.parts().stream().map(this::compile).reduce(row -> true, Predicate::and);
            case Condition.Any any -> any.parts().stream().map(this::compile).reduce(row -> false, Predicate::or);
            case Condition.Not not -> compile(not.inner()).negate();
            case Condition.Comparison comparison -> comparison(comparison);
            case Condition.Membership membership -> membership(membership);
            case Condition.Inclusion inclusion -> inclusion(inclusion);
        };
    }

    private Predicate<SoqlPlan.Row> membership(Condition.Membership membership) {
        SalesforceField field = fields.apply(membership.field());
        Set<@Nullable Comparable<?>> wanted = new HashSet<>();
        membership.literals().forEach(literal -> wanted.add(comparable(field, literal)));
        return row -> wanted.contains(comparable(field, row.value(field))) != membership.negated();
    }

    /** Each literal names one or more options; a row is included that has all options of any of them. */
    private Predicate<SoqlPlan.Row> inclusion(Condition.Inclusion inclusion) {
        SalesforceField field = fields.apply(inclusion.field());
        if (field.type() != FieldType.MULTIPICKLIST) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR",
                    "includes and excludes operators only valid on multipicklist field: " + field.name());
        }
        List<Set<String>> wanted = inclusion.literals().stream()
                .map(literal -> options(String.valueOf(comparable(field, literal)))).toList();
        return row -> {
            Comparable<?> value = comparable(field, row.value(field));
            Set<String> held = value == null ? Set.of() : options(value.toString());
            return wanted.stream().anyMatch(held::containsAll) != inclusion.negated();
        };
    }

    private static Set<String> options(String text) {
        return new HashSet<>(List.of(text.split(";")));
    }

    private Predicate<SoqlPlan.Row> comparison(Condition.Comparison comparison) {
        SalesforceField field = fields.apply(comparison.field());
        if (comparison.operator() == Operator.LIKE) {
            return like(field, comparison.literal());
        }
        Comparable<?> wanted = comparable(field, comparison.literal());
        if (comparison.operator() == Operator.EQUAL) {
            return row -> equal(wanted, comparable(field, row.value(field)));
        }
        if (comparison.operator() == Operator.NOT_EQUAL) {
            return row -> !equal(wanted, comparable(field, row.value(field)));
        }
        if (wanted == null || wanted instanceof Boolean) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR",
                    "invalid operator on " + field.type().describedAs() + " field: " + field.name());
        }
        return row -> {
            Comparable<?> value = comparable(field, row.value(field));
            return value != null && holds(comparison.operator(), compare(value, wanted));
        };
    }

    private static boolean equal(@Nullable Comparable<?> wanted, @Nullable Comparable<?> value) {
        return wanted == null ? value == null : wanted.equals(value);
    }

    private static int compare(Comparable<?> value, Comparable<?> wanted) {
        if (value instanceof Double number && wanted instanceof Double other) {
            return number.compareTo(other);
        }
        if (value instanceof Long instant && wanted instanceof Long other) {
            return instant.compareTo(other);
        }
        return ((String) value).compareTo((String) wanted);
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LIKE -> throw new IllegalStateException("LIKE compares patterns, not order");
        };
    }

    private static Predicate<SoqlPlan.Row> like(SalesforceField field, Literal literal) {
        if (!field.type().isText() || !(literal instanceof Literal.Text text)) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on "
                    + field.type().describedAs() + " field: " + field.name());
        }
        Pattern pattern = likePattern(text.value());
        return row -> row.value(field) instanceof String value && pattern.matcher(value).matches();
    }

    private static Pattern likePattern(String like) {
        StringBuilder pattern = new StringBuilder();
        for (int position = 0; position < like.length(); position++) {
            char character = like.charAt(position);
            if (character == '\\' && position + 1 < like.length()) {
                position++;
                pattern.append(Pattern.quote(String.valueOf(like.charAt(position))));
            } else if (character == '%') {
                pattern.append(".*");
            } else {
                pattern.append(character == '_' ? "." : Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(pattern.toString(),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static @Nullable Comparable<?> comparable(SalesforceField field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case DOUBLE, CURRENCY, PERCENT, INT -> ((Number) value).doubleValue();
            case BOOLEAN -> (Boolean) value;
            case DATETIME -> (Long) value;
            case ID, REFERENCE, DATE -> (String) value;
            case STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, MULTIPICKLIST ->
                    ((String) value).toLowerCase(Locale.ROOT);
        };
    }

    private static @Nullable Comparable<?> comparable(SalesforceField field, Literal literal) {
        if (literal instanceof Literal.Nothing) {
            return null;
        }
        return switch (field.type()) {
            case DOUBLE, CURRENCY, PERCENT, INT -> {
                if (literal instanceof Literal.Decimal decimal) {
                    yield decimal.value().doubleValue();
                }
                throw wrongType(field, literal);
            }
            case BOOLEAN -> {
                if (literal instanceof Literal.Truth truth) {
                    yield truth.value();
                }
                throw wrongType(field, literal);
            }
            case DATE -> {
                if (literal instanceof Literal.Date date) {
                    yield date.value();
                }
                throw wrongType(field, literal);
            }
            case DATETIME -> {
                if (literal instanceof Literal.Datetime datetime) {
                    yield datetime.value().getEpochSecond() * MILLIS;
                }
                throw wrongType(field, literal);
            }
            case ID, REFERENCE -> {
                if (literal instanceof Literal.Text text) {
                    yield RecordId.normalise(text.value()).orElseThrow(() -> new SoqlException(
                            "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + text.value()));
                }
                throw wrongType(field, literal);
            }
            case STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, MULTIPICKLIST -> {
                if (literal instanceof Literal.Text text) {
                    yield text.value().replace("\\%", "%").replace("\\_", "_").toLowerCase(Locale.ROOT);
                }
                throw wrongType(field, literal);
            }
        };
    }

    private static SoqlException wrongType(SalesforceField field, Literal literal) {
        String type = field.type() == FieldType.DATETIME
                ? "dateTime" : field.type().describedAs();
        String quotes = switch (literal) {
            case Literal.Text text -> " and should not be enclosed in quotes";
            case Literal.Decimal decimal when field.type().isText() -> " and should be enclosed in quotes";
            case Literal.Decimal decimal -> "";
            case Literal.Truth truth -> "";
            case Literal.Date date -> "";
            case Literal.Datetime datetime -> "";
            case Literal.Nothing nothing -> "";
        };
        return new SoqlException("INVALID_FIELD", "value of filter criterion for field '" + field.name()
                + "' must be of type " + type + quotes);
    }
}
