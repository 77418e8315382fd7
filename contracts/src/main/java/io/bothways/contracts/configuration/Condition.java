package io.bothways.contracts.configuration;

import io.bothways.contracts.record.ValueType;
import java.util.List;

/** What a record's fields have to be like. */
public sealed interface Condition {
    /** Every one of them; none at all is true. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** At least one of them; none at all is false. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {}

    /**
     * One field against values that a person gave.
     *
     * @param field the app's field name
     * @param type the field's type, which decides what an operator means
     * @param values as text: {@code 10.5}, {@code 2026-01-31}, {@code 2026-01-31T08:00:00Z}, {@code true}, an option's
     *     name, a record's id; as many as the operator takes
     */
    record Test(String field, ValueType type, Operator operator, List<String> values) implements Condition {
        public Test {
            values = List.copyOf(values);
        }
    }

    /** How a field is compared. Texts are compared without regard to case; an empty field only meets the last ones. */
    enum Operator {
        /** The same value as one of those given; for a set: it holds one of them. */
        IS,
        /** Not empty, and none of those given; for a set: it holds none of them. */
        IS_NOT,
        /** A set that holds all of those given. */
        HOLDS_ALL,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        /** Holds any value; takes none. */
        FILLED,
        /** Holds no value; takes none. */
        EMPTY
    }
}
