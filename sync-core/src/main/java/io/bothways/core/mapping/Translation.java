package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.transform.Pipeline;
import io.bothways.core.transform.Said;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Says a value of one side in the words of the other: options through the map, references through links. */
public final class Translation {
    private Translation() {}

    /**
     * The value of side {@code from} for the other side of {@code mapping}. Several fields of {@code from} are one value
     * in the other side's words already; for several fields of the other side it stays one value, see {@link #parts}.
     */
    public static Translated translate(Mapping mapping, Side from, FieldValue field, References references) {
        if (!mapping.more(from).isEmpty()) {
            return new Translated.Carried(field);
        }
        if (!mapping.to(from.other()).isEmpty() || !mapping.more(from.other()).isEmpty()) {
            return transformed(mapping, from, field);
        }
        if (!(field instanceof FieldValue.Present(Value value))) {
            return new Translated.Carried(field);
        }
        return switch (value) {
            case Value.Text(String text) -> new Translated.Carried(text.isBlank() ? FieldValue.CLEARED : field);
            case Value.Option(String name) ->
                partner(mapping, from, name)
                        .<Translated>map(partner -> carried(new Value.Option(partner)))
                        .orElseGet(() -> unmapped(mapping, from));
            case Value.OptionSet(var names) -> options(mapping, from, names);
            case Value.Reference reference -> reference(references.of(from, reference), reference);
            case Value.ReferenceSet(var all) -> references(from, all, references);
            case Value.Decimal same -> carried(same);
            case Value.Bool same -> carried(same);
            case Value.Date same -> carried(same);
            case Value.Timestamp same -> carried(same);
        };
    }

    private static Translated transformed(Mapping mapping, Side from, FieldValue field) {
        boolean several = !mapping.more(from.other()).isEmpty();
        return switch (Pipeline.say(mapping, from, List.of(field))) {
            case Said.Values said -> new Translated.Carried(several ? field : said.first());
            case Said.Refused(String code, String message) -> new Translated.Held(code, message);
        };
    }

    /**
     * What a mapping's fields on a side are together: the value of the only one; several are said in the words of the
     * other side, so that they are one value of its type.
     */
    public static Translated together(Mapping mapping, Side side, Function<MappedField, FieldValue> fields) {
        if (mapping.more(side).isEmpty()) {
            return new Translated.Carried(fields.apply(mapping.on(side)));
        }
        List<FieldValue> parts = mapping.fields(side).stream().map(fields).toList();
        if (parts.stream().anyMatch(FieldValue.Unread.class::isInstance)) {
            return new Translated.Carried(FieldValue.UNREAD);
        }
        Mapping together = mapping.to(side.other()).isEmpty() ? joined(mapping, side) : mapping;
        return switch (Pipeline.say(together, side, parts)) {
            case Said.Values said -> new Translated.Carried(said.first());
            case Said.Refused(String code, String message) -> new Translated.Held(code, message);
        };
    }

    /** Where a mapping only splits, the parts are compared as what they were split from. */
    private static Mapping joined(Mapping mapping, Side side) {
        String separator = mapping.to(side).stream()
                .filter(Transform.Split.class::isInstance)
                .map(step -> ((Transform.Split) step).separator())
                .findFirst()
                .orElse(" ");
        List<Transform> join = List.of(new Transform.Join(separator));
        return side == Side.A ? mapping.withTransforms(mapping.toA(), join) : mapping.withTransforms(join, mapping.toB());
    }

    /** What the fields of side {@code to} shall hold, in their order, for a value that can be said there. */
    public static List<FieldValue> parts(Mapping mapping, Side to, FieldValue value) {
        if (mapping.more(to).isEmpty()) {
            return List.of(value);
        }
        return switch (Pipeline.say(mapping, to.other(), List.of(value))) {
            case Said.Values said -> said.values();
            case Said.Refused refused -> throw new IllegalArgumentException("the value cannot be said: " + refused.code());
        };
    }

    /** The other side's option, where exactly one is meant: two options of one side may share a partner. */
    private static Optional<String> partner(Mapping mapping, Side from, String name) {
        if (from == Side.A) {
            return Optional.ofNullable(mapping.options().get(name));
        }
        List<String> partners = mapping.options().entrySet().stream()
                .filter(option -> option.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
        return partners.size() == 1 ? Optional.of(partners.getFirst()) : Optional.empty();
    }

    private static Translated options(Mapping mapping, Side from, SortedSet<String> names) {
        SortedSet<String> partners = new TreeSet<>();
        for (String name : names) {
            Optional<String> partner = partner(mapping, from, name);
            if (partner.isEmpty()) {
                return unmapped(mapping, from);
            }
            partners.add(partner.get());
        }
        return partners.isEmpty() ? new Translated.Carried(FieldValue.CLEARED) : carried(new Value.OptionSet(partners));
    }

    private static Translated references(Side from, SortedSet<Value.Reference> all, References references) {
        SortedSet<Value.Reference> partners = new TreeSet<>();
        for (Value.Reference reference : all) {
            switch (references.of(from, reference)) {
                case References.Counterpart.Linked(Value.Reference partner) -> partners.add(partner);
                case References.Counterpart.Unlinked unlinked -> {
                    return new Translated.Awaiting(reference);
                }
                case References.Counterpart.NotSynced notSynced -> {
                    return new Translated.NotSynced();
                }
            }
        }
        return partners.isEmpty()
                ? new Translated.Carried(FieldValue.CLEARED)
                : carried(new Value.ReferenceSet(partners));
    }

    private static Translated reference(References.Counterpart counterpart, Value.Reference reference) {
        return switch (counterpart) {
            case References.Counterpart.Linked(Value.Reference partner) -> carried(partner);
            case References.Counterpart.Unlinked unlinked -> new Translated.Awaiting(reference);
            case References.Counterpart.NotSynced notSynced -> new Translated.NotSynced();
        };
    }

    private static Translated carried(Value value) {
        return new Translated.Carried(FieldValue.of(value));
    }

    private static Translated unmapped(Mapping mapping, Side from) {
        return new Translated.Held(
                ReasonCode.OPTION_UNMAPPED,
                "An option of '" + mapping.on(from).name() + "' has no partner in '"
                        + mapping.on(from.other()).name() + "'. Add it to the mapping's options.");
    }
}
