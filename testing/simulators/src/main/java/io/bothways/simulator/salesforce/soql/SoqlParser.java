package io.bothways.simulator.salesforce.soql;

import io.bothways.simulator.salesforce.schema.Timestamps;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Condition;
import io.bothways.simulator.salesforce.soql.SoqlQuery.FieldName;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Literal;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Operator;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Ordering;
import io.bothways.simulator.salesforce.soql.SoqlTokens.Kind;
import io.bothways.simulator.salesforce.soql.SoqlTokens.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a query by recursive descent. AND and OR side by side without parentheses are refused, as Salesforce does. */
public final class SoqlParser {
    private static final int MAX_OFFSET = 2_000;

    private final SoqlTokens tokens;

    private SoqlParser(String query) {
        this.tokens = new SoqlTokens(query);
    }

    public static SoqlQuery parse(String query) {
        return new SoqlParser(query).query();
    }

    private SoqlQuery query() {
        tokens.expect("SELECT");
        List<FieldName> fields = new ArrayList<>();
        boolean counts = selection(fields);
        tokens.expect("FROM");
        String type = tokens.takeWord().text();
        Optional<Condition> where = tokens.takeIf("WHERE") ? Optional.of(condition()) : Optional.empty();
        List<Ordering> orderings = orderings();
        OptionalInt limit = tokens.takeIf("LIMIT") ? OptionalInt.of(wholeNumber()) : OptionalInt.empty();
        int offset = tokens.takeIf("OFFSET") ? wholeNumber() : 0;
        if (offset > MAX_OFFSET) {
            throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE",
                    "Maximum SOQL offset allowed is 2000");
        }
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.unexpected(tokens.peek());
        }
        return new SoqlQuery(tokens.query(), counts, fields, type, where, orderings, limit, offset);
    }

    private boolean selection(List<FieldName> fields) {
        do {
            FieldName field = fieldName();
            if (field.name().equalsIgnoreCase("COUNT") && fields.isEmpty() && tokens.takeIf("(")) {
                tokens.expect(")");
                return true;
            }
            fields.add(field);
        } while (tokens.takeIf(","));
        return false;
    }

    private List<Ordering> orderings() {
        List<Ordering> orderings = new ArrayList<>();
        if (!tokens.takeIf("ORDER")) {
            return orderings;
        }
        tokens.expect("BY");
        do {
            FieldName field = fieldName();
            boolean descending = tokens.takeIf("DESC");
            if (!descending) {
                tokens.takeIf("ASC");
            }
            orderings.add(new Ordering(field, descending, nullsLast()));
        } while (tokens.takeIf(","));
        return orderings;
    }

    private boolean nullsLast() {
        if (!tokens.takeIf("NULLS")) {
            return false;
        }
        if (tokens.takeIf("LAST")) {
            return true;
        }
        tokens.expect("FIRST");
        return false;
    }

    private Condition condition() {
        Condition first = simple();
        boolean all = tokens.peek().is("AND");
        String joiner = all ? "AND" : "OR";
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (tokens.takeIf(joiner)) {
            parts.add(simple());
        }
        if (parts.size() == 1) {
            return first;
        }
        return all ? new Condition.All(parts) : new Condition.Any(parts);
    }

    private Condition simple() {
        if (tokens.takeIf("NOT")) {
            return new Condition.Not(simple());
        }
        if (tokens.takeIf("(")) {
            Condition inner = condition();
            tokens.expect(")");
            return inner;
        }
        FieldName field = fieldName();
        if (tokens.takeIf("IN")) {
            return new Condition.Membership(field, false, literals());
        }
        if (tokens.takeIf("NOT")) {
            tokens.expect("IN");
            return new Condition.Membership(field, true, literals());
        }
        if (tokens.peek().is("INCLUDES") || tokens.peek().is("EXCLUDES")) {
            return new Condition.Inclusion(field, tokens.take().is("EXCLUDES"), literals());
        }
        return new Condition.Comparison(field, operator(), literal());
    }

    private Operator operator() {
        Token token = tokens.take();
        if (token.is("LIKE")) {
            return Operator.LIKE;
        }
        return switch (token.kind() == Kind.SYMBOL ? token.text() : "") {
            case "=" -> Operator.EQUAL;
            case "!=", "<>" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            default -> throw tokens.unexpected(token);
        };
    }

    private List<Literal> literals() {
        tokens.expect("(");
        List<Literal> literals = new ArrayList<>();
        do {
            literals.add(literal());
        } while (tokens.takeIf(","));
        tokens.expect(")");
        return literals;
    }

    private Literal literal() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case TEXT -> new Literal.Text(token.text());
            case NUMBER_OR_DATE -> numberOrDate(token);
            case WORD -> {
                if (token.is("null")) {
                    yield new Literal.Nothing();
                }
                if (token.is("true") || token.is("false")) {
                    yield new Literal.Truth(token.is("true"));
                }
                throw tokens.unexpected(token);
            }
            case SYMBOL, END -> throw tokens.unexpected(token);
        };
    }

    private Literal numberOrDate(Token token) {
        try {
            if (token.text().matches("\\d{4}-\\d{2}-\\d{2}")) {
                return new Literal.Date(LocalDate.parse(token.text()).toString());
            }
            if (token.text().indexOf('T') > 0) {
                return new Literal.Datetime(Timestamps.read(token.text()).orElseThrow(() -> tokens.unexpected(token)));
            }
            return new Literal.Decimal(new BigDecimal(token.text()));
        } catch (NumberFormatException | DateTimeException notALiteral) {
            throw tokens.unexpected(token);
        }
    }

    private int wholeNumber() {
        Token token = tokens.take();
        try {
            int number = Integer.parseInt(token.text());
            if (token.kind() == Kind.NUMBER_OR_DATE && number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw tokens.unexpected(token);
        }
        throw tokens.unexpected(token);
    }

    private FieldName fieldName() {
        Token word = tokens.takeWord();
        return new FieldName(word.text(), word.column());
    }
}
