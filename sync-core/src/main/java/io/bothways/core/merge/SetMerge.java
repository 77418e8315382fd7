package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.References;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sets are merged by their members: what one side added and removed since its base is done to the other side. */
public final class SetMerge {
    /**
     * What comes of it.
     *
     * @param value what the other side shall hold
     * @param source what is thereby agreed with the source: all its members but those that still wait
     * @param awaiting the first member that waits for its counterpart; the others do not wait with it
     */
    record Target(Translated value, FieldValue source, Optional<Value.Reference> awaiting) {}

    private SetMerge() {}

    public static boolean applies(Mapping mapping) {
        return isSet(mapping.a().type()) && isSet(mapping.b().type());
    }

    private static boolean isSet(ValueType type) {
        return type == ValueType.OPTION_SET || type == ValueType.REFERENCE_SET;
    }

    /**
     * The other side's own members, and what {@code from} added, without what it removed. What the other side has added
     * itself since its base, nobody on this side has seen: a removal here is none of that.
     */
    static Target target(Mapping mapping, Side from, FieldValue base, FieldValue now, FieldValue targetBase,
            FieldValue target, References references) {
        ValueType type = mapping.on(from).type();
        Set<Object> result = new HashSet<>(members(target));
        for (Object member : members(base)) {
            // A member that cannot be said on the other side was never carried there.
            if (!members(now).contains(member)
                    && one(mapping, from, type, member, references) instanceof Translated.Carried(FieldValue gone)) {
                members(gone).stream()
                        .filter(there -> LinkMerge.unknown(targetBase) || members(targetBase).contains(there))
                        .forEach(result::remove);
            }
        }
        Set<Object> agreed = new HashSet<>(members(now));
        Optional<Value.Reference> awaiting = Optional.empty();
        for (Object member : members(now)) {
            if (members(base).contains(member)) {
                continue;
            }
            switch (one(mapping, from, type, member, references)) {
                case Translated.Carried(FieldValue partner) -> result.addAll(members(partner));
                case Translated.Awaiting(Value.Reference reference) -> {
                    agreed.remove(member);
                    awaiting = awaiting.isPresent() ? awaiting : Optional.of(reference);
                }
                case Translated.NotSynced never -> {}
                case Translated.Held held -> {
                    return new Target(held, now, Optional.empty());
                }
            }
        }
        FieldValue value = set(mapping.on(from.other()).type(), result);
        return new Target(new Translated.Carried(value), set(type, agreed), awaiting);
    }

    /**
     * The base from which what became of {@code seen} is an edit, beside what was to be carried already: members that
     * have gone since count as agreed, those that have come since do not, and the others as they did.
     */
    public static FieldValue baseOfEditsSince(FieldValue base, FieldValue seen, FieldValue now, ValueType type) {
        Set<Object> agreed = new HashSet<>(members(base));
        members(seen).stream().filter(member -> !members(now).contains(member)).forEach(agreed::add);
        members(now).stream().filter(member -> !members(seen).contains(member)).forEach(agreed::remove);
        return set(type, agreed);
    }

    /**
     * The base of the side that was written, once it has told what it holds: what it had added and removed itself by the
     * time of the decision is still to be carried, though our write repeated it.
     *
     * @param expected what it held when the write was decided
     */
    public static FieldValue baseAfterWrite(FieldValue base, FieldValue expected, FieldValue told, ValueType type) {
        Set<Object> agreed = new HashSet<>(members(told));
        members(expected).stream().filter(member -> !members(base).contains(member)).forEach(agreed::remove);
        members(base).stream().filter(member -> !members(expected).contains(member)).forEach(agreed::add);
        return set(type, agreed);
    }

    private static Translated one(
            Mapping mapping, Side from, ValueType type, Object member, References references) {
        return Translation.translate(mapping, from, set(type, List.of(member)), references);
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
