package io.bothways.core.scope;

import io.bothways.contracts.configuration.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words, from what the tenant wrote and never from what a record holds. */
final class Words {
    private static final int LONGEST = 300;

    private Words() {}

    static String of(Condition condition) {
        String words = said(condition);
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }

    private static String said(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> joined(all, " and ");
            case Condition.Any(List<Condition> any) -> any.isEmpty() ? "never" : joined(any, " or ");
            case Condition.Not(Condition denied) -> "not (" + said(denied) + ")";
            case Condition.Test test -> "'" + test.field() + "' " + operator(test.operator()) + values(test.values());
        };
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream()
                .map(each -> each instanceof Condition.All || each instanceof Condition.Any
                        ? "(" + said(each) + ")"
                        : said(each))
                .collect(Collectors.joining(word));
    }

    private static String values(List<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(" or ", " ", ""));
    }

    private static String operator(Condition.Operator operator) {
        return switch (operator) {
            case IS -> "is";
            case IS_NOT -> "is filled, but not";
            case HOLDS_ALL -> "holds all of";
            case CONTAINS -> "contains";
            case STARTS_WITH -> "starts with";
            case ENDS_WITH -> "ends with";
            case LESS -> "is less than";
            case AT_MOST -> "is at most";
            case GREATER -> "is greater than";
            case AT_LEAST -> "is at least";
            case FILLED -> "is filled";
            case EMPTY -> "is empty";
        };
    }
}
