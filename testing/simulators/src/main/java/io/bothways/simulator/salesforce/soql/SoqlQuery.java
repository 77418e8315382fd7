package io.bothways.simulator.salesforce.soql;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A parsed query: words and literals as written, not yet checked against a schema. */
public record SoqlQuery(
        String text,
        boolean counts,
        List<FieldName> fields,
        String type,
        Optional<Condition> where,
        List<Ordering> orderings,
        OptionalInt limit,
        int offset) {

    public SoqlQuery {
        fields = List.copyOf(fields);
        orderings = List.copyOf(orderings);
    }

    /** A field as written, with the column (from 1) at which it stands, which error messages name. */
    record FieldName(String name, int column) {}

    record Ordering(FieldName field, boolean descending, boolean nullsLast) {}

    enum Operator { EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, LIKE }

    sealed interface Condition {
        record All(List<Condition> parts) implements Condition {}

        record Any(List<Condition> parts) implements Condition {}

        record Not(Condition inner) implements Condition {}

        record Comparison(FieldName field, Operator operator, Literal literal) implements Condition {}

        /** INCLUDES, or EXCLUDES where negated. */
        record Inclusion(FieldName field, boolean negated, List<Literal> literals) implements Condition {}

        record Membership(FieldName field, boolean negated, List<Literal> literals) implements Condition {}
    }

    sealed interface Literal {
        record Text(String value) implements Literal {}

        record Decimal(BigDecimal value) implements Literal {}

        record Truth(boolean value) implements Literal {}

        record Date(String value) implements Literal {}

        record Datetime(Instant value) implements Literal {}

        record Nothing() implements Literal {}
    }
}
