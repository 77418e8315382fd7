package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says a value of one side in the words of the other: options through the map, references through links. */
public final class Translation {
    private Translation() {}

    /** The value of side {@code from} for the other side of {@code mapping}. */
    public static Translated translate(Mapping mapping, Side from, FieldValue field, References references) {
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
