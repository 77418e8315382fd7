package io.bothways.core.scope;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.record.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries scope rules on a record. Conditions have three answers: yes, no, and not known. One part that is not known makes
 * the whole not known only where it could change the answer, so a record is never out on the strength of what nobody
 * has read.
 */
public final class Scope {
    private static final ScopeVerdict IN = new ScopeVerdict.In();

    private final Map<String, FieldValue> fields;
    private final String region;

    private Scope(Map<String, FieldValue> fields, String region) {
        this.fields = fields;
        this.region = region;
    }

    /** How a record stands to its side's rules: the first that it does not meet decides. */
    public static ScopeVerdict of(List<ScopeRule> rules, Map<String, FieldValue> fields, String region) {
        if (rules.isEmpty()) {
            return IN;
        }
        Scope scope = new Scope(fields, region);
        Optional<ScopeVerdict> undecided = Optional.empty();
        for (ScopeRule rule : rules) {
            switch (scope.ask(rule.condition())) {
                case Answer.No(String condition) -> {
                    return new ScopeVerdict.Out(rule, condition);
                }
                case Answer.Unknown(String field) ->
                    undecided = undecided.or(() -> Optional.of(new ScopeVerdict.Undecided(rule, field)));
                case Answer.Yes yes -> {}
            }
        }
        return undecided.orElse(IN);
    }

    /** An answer, and what it is due to. */
    sealed interface Answer {
        record Yes() implements Answer {}

        record No(String condition) implements Answer {}

        record Unknown(String field) implements Answer {}
    }

    private Answer ask(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> conditions) -> all(conditions);
            case Condition.Any(List<Condition> conditions) -> any(condition, conditions);
            case Condition.Not(Condition denied) -> switch (ask(denied)) {
                case Answer.Yes yes -> new Answer.No(Words.of(condition));
                case Answer.No no -> new Answer.Yes();
                case Answer.Unknown unknown -> unknown;
            };
            case Condition.Test test -> {
                FieldValue field = fields.getOrDefault(test.field(), FieldValue.UNREAD);
                yield FieldTest.meets(test, field, region)
                        .<Answer>map(meets -> meets ? new Answer.Yes() : new Answer.No(Words.of(test)))
                        .orElseGet(() -> new Answer.Unknown(test.field()));
            }
        };
    }

    private Answer all(List<Condition> conditions) {
        Answer together = new Answer.Yes();
        for (Condition condition : conditions) {
            switch (ask(condition)) {
                case Answer.No no -> {
                    return no;
                }
                case Answer.Unknown unknown -> together = together instanceof Answer.Yes ? unknown : together;
                case Answer.Yes yes -> {}
            }
        }
        return together;
    }

    private Answer any(Condition whole, List<Condition> conditions) {
        Answer together = new Answer.No(Words.of(whole));
        for (Condition condition : conditions) {
            switch (ask(condition)) {
                case Answer.Yes yes -> {
                    return yes;
                }
                case Answer.Unknown unknown -> together = together instanceof Answer.No ? unknown : together;
                case Answer.No no -> {}
            }
        }
        return together;
    }
}
