package io.bothways.core.scope;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.Condition.Operator;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells before a scope rule is saved what in it cannot work, one line each, with what is allowed. */
public final class ScopeCheck {
    private static final int DEEPEST = 10;
    private static final int MOST_TESTS = 200;
    private static final int MOST_VALUES = 1_000;

    private final Map<String, FieldSchema> fields;
    private final List<String> errors = new ArrayList<>();
    private int tests;

    private ScopeCheck(Map<String, FieldSchema> fields) {
        this.fields = fields;
    }

    /** What cannot work with these fields, by name. */
    public static List<String> errors(Condition condition, Map<String, FieldSchema> fields) {
        ScopeCheck check = new ScopeCheck(fields);
        check.check(condition, 1);
        if (check.tests > MOST_TESTS) {
            check.errors.add("a rule has at most " + MOST_TESTS + " tests");
        }
        return List.copyOf(check.errors);
    }

    private void check(Condition condition, int depth) {
        if (depth > DEEPEST) {
            errors.add("conditions stand in each other at most " + DEEPEST + " deep");
            return;
        }
        switch (condition) {
            case Condition.All(List<Condition> all) -> each(all, depth);
            case Condition.Any(List<Condition> any) -> each(any, depth);
            case Condition.Not(Condition denied) -> check(denied, depth + 1);
            case Condition.Test test -> test(test);
        }
    }

    private void each(List<Condition> conditions, int depth) {
        if (conditions.isEmpty()) {
            errors.add("'all' and 'any' need at least one condition");
        }
        conditions.forEach(condition -> check(condition, depth + 1));
    }

    private void test(Condition.Test test) {
        tests++;
        FieldSchema field = fields.get(test.field());
        if (field == null) {
            errors.add("'" + test.field() + "' is no field of this object");
            return;
        }
        if (field.type() != test.type()) {
            errors.add("'" + test.field() + "' is " + field.type() + ", not " + test.type());
            return;
        }
        Set<Operator> allowed = operators(test.type());
        if (!allowed.contains(test.operator())) {
            errors.add(test.operator() + " does not go with '" + test.field() + "', which is " + test.type()
                    + "; allowed: " + allowed.stream().map(Operator::name).collect(Collectors.joining(", ")));
            return;
        }
        count(test);
        values(test, field);
    }

    private void count(Condition.Test test) {
        int given = test.values().size();
        switch (test.operator()) {
            case FILLED, EMPTY -> {
                if (given > 0) {
                    errors.add(test.operator() + " of '" + test.field() + "' takes no value");
                }
            }
            case LESS, AT_MOST, GREATER, AT_LEAST -> {
                if (given != 1) {
                    errors.add(test.operator() + " of '" + test.field() + "' takes one value, not " + given);
                }
            }
            case IS, IS_NOT, HOLDS_ALL, CONTAINS, STARTS_WITH, ENDS_WITH -> {
                if (given < 1 || given > MOST_VALUES) {
                    errors.add(test.operator() + " of '" + test.field() + "' takes 1 to " + MOST_VALUES
                            + " values, not " + given);
                }
            }
        }
    }

    private void values(Condition.Test test, FieldSchema field) {
        boolean options = test.type() == ValueType.OPTION || test.type() == ValueType.OPTION_SET;
        for (String value : test.values()) {
            if (value.isBlank()) {
                errors.add("a value for '" + test.field() + "' is empty; ask for EMPTY or FILLED instead");
            } else if (Operands.read(test.type(), value).isEmpty()) {
                errors.add("'" + value + "' is no " + test.type() + "; an example: " + example(test.type()));
            } else if (options && !field.options().containsKey(value)) {
                errors.add("'" + value + "' is no option of '" + test.field() + "'; allowed: "
                        + new TreeSet<>(field.options().keySet()));
            }
        }
    }

    private static Set<Operator> operators(ValueType type) {
        Set<Operator> operators = EnumSet.of(Operator.IS, Operator.IS_NOT, Operator.FILLED, Operator.EMPTY);
        switch (type) {
            case TEXT, EMAIL, PHONE, URL ->
                operators.addAll(EnumSet.of(Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH));
            case DECIMAL, DATE, TIMESTAMP ->
                operators.addAll(EnumSet.of(Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST));
            case OPTION_SET, REFERENCE_SET -> operators.add(Operator.HOLDS_ALL);
            case BOOLEAN, OPTION, REFERENCE -> {}
        }
        return operators;
    }

    private static String example(ValueType type) {
        return switch (type) {
            case DECIMAL -> "10.5";
            case BOOLEAN -> "true";
            case DATE -> "2026-01-31";
            case TIMESTAMP -> "2026-01-31T08:00:00Z";
            case TEXT, EMAIL, PHONE, URL, OPTION, OPTION_SET, REFERENCE, REFERENCE_SET -> "text";
        };
    }
}
