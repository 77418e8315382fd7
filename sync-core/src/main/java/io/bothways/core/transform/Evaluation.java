package io.bothways.core.transform;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One expression on one record: its fields go in, one value (or one per target field) comes out. */
final class Evaluation {
    private static final int LONGEST_RESULT = 100 * Expressions.LONGEST_TEXT;

    private Evaluation() {}

    static Said of(
            String text,
            String mapping,
            FieldValue value,
            List<MappedField> sources,
            List<FieldValue> given,
            List<MappedField> targets) {
        if (given.stream().noneMatch(FieldValue.Present.class::isInstance) && !(value instanceof FieldValue.Present)) {
            return new Said.Values(Collections.nCopies(targets.size(), FieldValue.CLEARED));
        }
        String field = sources.getFirst().name();
        if (!(Expressions.compile(text) instanceof Expressions.Compiled.Ready(CelRuntime.Program program, var type))) {
            return Pipeline.refused(mapping, field, "meets an expression that cannot be read");
        }
        Map<String, Object> fields = new HashMap<>();
        long length = length(value);
        for (int i = 0; i < sources.size(); i++) {
            fields.put(sources.get(i).name(), said(given.get(i), sources.get(i).type()));
            length += length(given.get(i));
        }
        if (length > Expressions.LONGEST_TEXT) {
            return Pipeline.refused(mapping, field, "is longer than the " + Expressions.LONGEST_TEXT
                    + " characters that an expression takes");
        }
        try {
            Object result = Expressions.evaluate(program, said(value, sources.getFirst().type()), fields);
            return heard(result, targets)
                    .<Said>map(Said.Values::new)
                    .orElseGet(() -> Pipeline.refused(mapping, field, "makes the expression give what no field takes"));
        } catch (CelEvaluationException failed) {
            // Its message may quote the value.
            return Pipeline.refused(mapping, field, "makes the expression fail");
        }
    }

    private static long length(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value.Text(String text)) -> text.length();
            case FieldValue.Present(Value.OptionSet(var names)) -> names.stream().mapToLong(String::length).sum();
            default -> 0;
        };
    }

    /** A value as the expression sees it; an empty one is an empty text or list where that is its kind, else null. */
    private static Object said(FieldValue field, ValueType type) {
        if (!(field instanceof FieldValue.Present(Value value))) {
            return switch (type) {
                case TEXT, EMAIL, PHONE, URL, OPTION -> "";
                case OPTION_SET, REFERENCE_SET -> List.of();
                case DECIMAL, BOOLEAN, DATE, TIMESTAMP, REFERENCE -> NullValue.NULL_VALUE;
            };
        }
        return switch (value) {
            case Value.Decimal(BigDecimal number) -> number.doubleValue();
            case Value.Bool(boolean yes) -> yes;
            case Value.Timestamp(Instant at) -> at;
            case Value.OptionSet(var names) -> List.copyOf(names);
            case Value.ReferenceSet(var all) -> all.stream().map(Value.Reference::id).toList();
            case Value.Text text -> Texts.of(text);
            case Value.Option option -> Texts.of(option);
            case Value.Date day -> Texts.of(day);
            case Value.Reference reference -> Texts.of(reference);
        };
    }

    private static Optional<List<FieldValue>> heard(@Nullable Object result, List<MappedField> targets) {
        if (!(result instanceof List<?> several)) {
            return one(result).map(List::of);
        }
        List<FieldValue> values = new ArrayList<>();
        for (Object each : several) {
            Optional<FieldValue> heard = one(each);
            if (heard.isEmpty()) {
                return Optional.empty();
            }
            values.add(heard.get());
        }
        return targets.size() > 1 ? Optional.of(values) : Optional.of(List.of(set(values)));
    }

    private static FieldValue set(List<FieldValue> values) {
        TreeSet<String> names = new TreeSet<>();
        values.forEach(each -> {
            if (each instanceof FieldValue.Present(Value value)) {
                names.add(Texts.of(value).strip());
            }
        });
        names.remove("");
        return names.isEmpty() ? FieldValue.CLEARED : FieldValue.of(new Value.OptionSet(names));
    }

    private static Optional<FieldValue> one(@Nullable Object result) {
        return switch (result) {
            case null -> Optional.of(FieldValue.CLEARED);
            case NullValue none -> Optional.of(FieldValue.CLEARED);
            case String text -> text.length() > LONGEST_RESULT ? Optional.empty() : Optional.of(FieldValue.text(text));
            case Boolean yes -> Optional.of(FieldValue.of(new Value.Bool(yes)));
            case Long whole -> Optional.of(FieldValue.of(new Value.Decimal(BigDecimal.valueOf(whole))));
            case Double number when Double.isFinite(number) ->
                Optional.of(FieldValue.of(new Value.Decimal(BigDecimal.valueOf(number))));
            case Instant at -> Optional.of(FieldValue.of(new Value.Timestamp(at)));
            default -> Optional.empty();
        };
    }
}
