package io.bothways.core.scope;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.Condition.Operator;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.canonical.Word;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One field against what a person gave. */
final class FieldTest {
    private FieldTest() {}

    /** Whether the field meets the test; empty where that cannot be said. */
    static Optional<Boolean> meets(Condition.Test test, FieldValue field, String region) {
        if (field instanceof FieldValue.Unread || !CanonicalForm.fits(field, test.type())) {
            return Optional.empty();
        }
        CanonicalForm form = new CanonicalForm(region);
        boolean empty = form.blank(field, test.type());
        if (test.operator() == Operator.FILLED || test.operator() == Operator.EMPTY) {
            return Optional.of(empty == (test.operator() == Operator.EMPTY));
        }
        if (empty) {
            return Optional.of(false);
        }
        Optional<List<Value>> operands = Operands.read(test);
        return operands.flatMap(values -> meets(test, form.of(field, test.type()), values, form));
    }

    private static Optional<Boolean> meets(
            Condition.Test test, FieldValue field, List<Value> operands, CanonicalForm form) {
        return switch (test.operator()) {
            case IS -> Optional.of(shares(field, operands, test.type(), form));
            case IS_NOT -> Optional.of(!shares(field, operands, test.type(), form));
            case HOLDS_ALL -> Optional.of(words(field, test.type(), form).containsAll(
                    operands.stream().map(value -> word(value, test.type(), form)).toList()));
            case CONTAINS, STARTS_WITH, ENDS_WITH -> Optional.of(found(test.operator(), field, operands));
            case LESS, AT_MOST, GREATER, AT_LEAST -> compared(field, operands).map(order -> switch (test.operator()) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                default -> order >= 0;
            });
            case FILLED -> Optional.of(true);
            case EMPTY -> Optional.of(false);
        };
    }

    private static boolean shares(FieldValue field, List<Value> operands, ValueType type, CanonicalForm form) {
        Set<String> words = words(field, type, form);
        return operands.stream().anyMatch(value -> words.contains(word(value, type, form)));
    }

    private static Set<String> words(FieldValue field, ValueType type, CanonicalForm form) {
        return switch (field) {
            case FieldValue.Present(Value.OptionSet(Collection<String> names)) -> new HashSet<>(names);
            case FieldValue.Present(Value.ReferenceSet(Collection<Value.Reference> references)) ->
                references.stream().map(Value.Reference::id).collect(Collectors.toSet());
            case FieldValue.Present(Value value) -> Set.of(word(value, type, form));
            default -> Set.of();
        };
    }

    /** The canonical word; of texts without regard to case, because people do not mean it. */
    private static String word(Value value, ValueType type, CanonicalForm form) {
        String word = Word.of(form.of(FieldValue.of(value), type));
        return value instanceof Value.Text ? word.toLowerCase(Locale.ROOT) : word;
    }

    private static boolean found(Operator operator, FieldValue field, List<Value> operands) {
        String text = Word.of(field).toLowerCase(Locale.ROOT);
        return operands.stream().map(operand -> Word.of(operand).toLowerCase(Locale.ROOT)).anyMatch(part ->
                switch (operator) {
                    case STARTS_WITH -> text.startsWith(part);
                    case ENDS_WITH -> text.endsWith(part);
                    default -> text.contains(part);
                });
    }

    private static Optional<Integer> compared(FieldValue field, List<Value> operands) {
        if (!(field instanceof FieldValue.Present(Value value)) || operands.isEmpty()) {
            return Optional.empty();
        }
        return switch (value) {
            case Value.Decimal(var number) when operands.getFirst() instanceof Value.Decimal(var than) ->
                Optional.of(number.compareTo(than));
            case Value.Date(var day) when operands.getFirst() instanceof Value.Date(var than) ->
                Optional.of(day.compareTo(than));
            case Value.Timestamp(var at) when operands.getFirst() instanceof Value.Timestamp(var than) ->
                Optional.of(at.compareTo(than));
            default -> Optional.empty();
        };
    }
}
