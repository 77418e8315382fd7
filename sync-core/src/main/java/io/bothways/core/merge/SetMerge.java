package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.References;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sets are merged by their members: what one side added and removed since its base is done to the other side. */
final class SetMerge {
    private SetMerge() {}

    static boolean applies(Mapping mapping) {
        return isSet(mapping.a().type()) && isSet(mapping.b().type());
    }

    private static boolean isSet(ValueType type) {
        return type == ValueType.OPTION_SET || type == ValueType.REFERENCE_SET;
    }

    /** What the other side shall hold: its own members, and what {@code from} added, without what it removed. */
    static Translated target(
            Mapping mapping, Side from, FieldValue base, FieldValue now, FieldValue target, References references) {
        Set<Object> added = new HashSet<>(members(now));
        added.removeAll(members(base));
        List<Object> removed = new ArrayList<>(members(base));
        removed.removeAll(members(now));
        ValueType type = mapping.on(from).type();
        Translated additions = Translation.translate(mapping, from, set(type, added), references);
        if (!(additions instanceof Translated.Carried(FieldValue carried))) {
            return additions;
        }
        Set<Object> result = new HashSet<>(members(target));
        for (Object member : removed) {
            // A member that cannot be said on the other side was never carried there.
            Translated gone = Translation.translate(mapping, from, set(type, List.of(member)), references);
            if (gone instanceof Translated.Carried(FieldValue partner)) {
                result.removeAll(members(partner));
            }
        }
        result.addAll(members(carried));
        return new Translated.Carried(set(mapping.on(from.other()).type(), result));
    }

    private static Collection<?> members(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value.OptionSet(var names)) -> names;
            case FieldValue.Present(Value.ReferenceSet(var references)) -> references;
            default -> List.of();
        };
    }

    private static FieldValue set(ValueType type, Collection<?> members) {
        if (members.isEmpty()) {
            return FieldValue.CLEARED;
        }
        if (type == ValueType.OPTION_SET) {
            TreeSet<String> names = new TreeSet<>();
            members.forEach(member -> names.add((String) member));
            return FieldValue.of(new Value.OptionSet(names));
        }
        TreeSet<Value.Reference> references = new TreeSet<>();
        members.forEach(member -> references.add((Value.Reference) member));
        return FieldValue.of(new Value.ReferenceSet(references));
    }
}
