package io.bothways.core.transform;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A mapping's steps in one direction: the values of the source's fields said in the words of the target's. */
public final class Pipeline {
    private final Mapping mapping;
    private final Side from;
    private final List<MappedField> sources;
    private final List<MappedField> targets;
    private final List<FieldValue> given;

    private Pipeline(Mapping mapping, Side from, List<FieldValue> given) {
        this.mapping = mapping;
        this.from = from;
        this.sources = mapping.fields(from);
        this.targets = mapping.fields(from.other());
        this.given = given.stream().map(Pipeline::orCleared).toList();
    }

    /** What the fields of {@code from}, in their order, are on the other side: one value per field there. */
    public static Said say(Mapping mapping, Side from, List<FieldValue> values) {
        return new Pipeline(mapping, from, values).run();
    }

    private Said run() {
        Said said = new Said.Values(given);
        for (Transform step : mapping.to(from.other())) {
            if (!(said instanceof Said.Values now)) {
                return said;
            }
            said = step(step, now);
        }
        return said instanceof Said.Values done ? converted(done.values()) : said;
    }

    private Said step(Transform step, Said.Values now) {
        return switch (step) {
            case Transform.ChangeCase(Transform.Letters letters) -> each(now, text -> Texts.inCase(letters, text));
            case Transform.Trim trim -> each(now, Texts::trimmed);
            case Transform.Join(String separator) -> Said.text(joined(separator, now.values()));
            case Transform.Split split -> split(split, now.first());
            case Transform.DateFormat(String pattern, String zone) -> dated(pattern, zone, now.first());
            case Transform.DayIn(String zone) ->
                converting(now.first(), value -> Dates.dayIn(zone, value), "is no day or time");
            case Transform.ValueMap map -> mapped(map, now.first());
            case Transform.Default(String value) ->
                now.first() instanceof FieldValue.Present ? now : Said.text(value);
            case Transform.Template(String text) -> template(text);
            case Transform.Expression(String text) ->
                Evaluation.of(text, mapping.name(), now.first(), sources, given, targets);
        };
    }

    /** A change of each text on its own. */
    private Said each(Said.Values now, UnaryOperator<String> change) {
        List<FieldValue> changed = new ArrayList<>();
        for (FieldValue field : now.values()) {
            if (field instanceof FieldValue.Present(Value value)) {
                if (!Conversion.single(value)) {
                    return refused("holds several values, not one text");
                }
                changed.add(FieldValue.text(change.apply(Texts.of(value))));
            } else {
                changed.add(field);
            }
        }
        return new Said.Values(changed);
    }

    private static String joined(String separator, List<FieldValue> values) {
        List<String> texts = new ArrayList<>();
        for (FieldValue field : values) {
            switch (field) {
                case FieldValue.Present(Value.OptionSet(SortedSet<String> names)) -> texts.addAll(names);
                case FieldValue.Present(Value value) -> texts.add(Texts.of(value).strip());
                case FieldValue.Cleared cleared -> {}
                case FieldValue.Unread unread -> {}
            }
        }
        texts.removeIf(String::isBlank);
        return String.join(separator, texts);
    }

    private Said split(Transform.Split split, FieldValue field) {
        boolean set = targets.size() == 1 && targets.getFirst().type() == ValueType.OPTION_SET;
        if (!(field instanceof FieldValue.Present(Value value))) {
            return new Said.Values(Collections.nCopies(targets.size(), FieldValue.CLEARED));
        }
        if (!Conversion.single(value)) {
            return refused("holds several values, not one text");
        }
        String text = Texts.of(value);
        if (set) {
            SortedSet<String> names = new TreeSet<>(Texts.parts(split.separator(), text));
            names.removeIf(String::isBlank);
            return Said.of(names.isEmpty() ? FieldValue.CLEARED : FieldValue.of(new Value.OptionSet(names)));
        }
        return new Said.Values(Texts.split(split, text, targets.size()).stream().map(FieldValue::text).toList());
    }

    private Said dated(String pattern, String zone, FieldValue field) {
        return converting(field, value -> {
            if (value instanceof Value.Date || value instanceof Value.Timestamp) {
                return Dates.format(pattern, zone, value).map(Value.Text::new);
            }
            return value instanceof Value.Text(String text)
                    ? Dates.parse(pattern, zone, text.strip(), targets.getFirst().type())
                    : Optional.empty();
        }, "does not go with the date format '" + pattern + "'");
    }

    private Said converting(
            FieldValue field, Function<Value, Optional<? extends Value>> conversion, String why) {
        if (!(field instanceof FieldValue.Present(Value value))) {
            return Said.of(field);
        }
        Optional<? extends Value> converted = conversion.apply(value);
        return converted.isPresent() ? Said.of(converted.get()) : refused(why);
    }

    private Said mapped(Transform.ValueMap map, FieldValue field) {
        if (field instanceof FieldValue.Present(Value.OptionSet(SortedSet<String> names))) {
            SortedSet<String> partners = new TreeSet<>();
            for (String name : names) {
                Optional<String> partner = partner(map, name);
                if (partner.isEmpty()) {
                    return unmapped();
                }
                partners.add(partner.get());
            }
            partners.remove("");
            return Said.of(partners.isEmpty() ? FieldValue.CLEARED : FieldValue.of(new Value.OptionSet(partners)));
        }
        if (field instanceof FieldValue.Present(Value value) && !Conversion.single(value)) {
            return refused("is no single word");
        }
        if (!(field instanceof FieldValue.Present)) {
            return Said.text(map.values().getOrDefault("", ""));
        }
        return partner(map, Word.of(field)).map(Said::text).orElseGet(this::unmapped);
    }

    private static Optional<String> partner(Transform.ValueMap map, String word) {
        return Optional.ofNullable(map.values().get(word)).or(map::otherwise);
    }

    private Said unmapped() {
        return new Said.Refused(Said.VALUE_UNMAPPED, "A value of '" + sources.getFirst().name()
                + "' is not in the table of '" + mapping.name() + "'. Add it, or say what all others become.");
    }

    private Said template(String text) {
        if (given.stream().noneMatch(FieldValue.Present.class::isInstance)) {
            return Said.of(FieldValue.CLEARED);
        }
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            texts.put(sources.get(i).name(), given.get(i) instanceof FieldValue.Present(Value value)
                    ? Texts.of(value).strip()
                    : "");
        }
        return Said.text(Templates.fill(text, texts));
    }

    /** Every value in the kind of its target's type. */
    private Said converted(List<FieldValue> values) {
        if (values.size() != targets.size()) {
            return refused("makes " + values.size() + " values for " + targets.size() + " fields");
        }
        List<FieldValue> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof FieldValue.Present(Value value)) {
                Optional<Value> fit = Conversion.to(targets.get(i).type(), value);
                if (fit.isEmpty()) {
                    return refused("is no " + targets.get(i).type() + " for '" + targets.get(i).name() + "'");
                }
                converted.add(orCleared(FieldValue.of(fit.get())));
            } else {
                converted.add(values.get(i));
            }
        }
        return new Said.Values(converted);
    }

    private Said refused(String why) {
        return refused(mapping.name(), sources.getFirst().name(), why);
    }

    static Said refused(String mapping, String field, String why) {
        return new Said.Refused(Said.VALUE_NOT_TRANSFORMED,
                "The value of '" + field + "' " + why + " (mapping '" + mapping + "'). Correct it, or the mapping.");
    }

    /** An empty text or set is an empty field. */
    private static FieldValue orCleared(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value.Text(String text)) when text.isBlank() -> FieldValue.CLEARED;
            case FieldValue.Present(Value.Option(String name)) when name.isBlank() -> FieldValue.CLEARED;
            case FieldValue.Present(Value.OptionSet(SortedSet<String> names)) when names.isEmpty() -> FieldValue.CLEARED;
            default -> field;
        };
    }
}
