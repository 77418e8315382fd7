package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small words for tests: one mapping {@code x} to {@code X}, values as text, {@code "-"} for empty. */
final class Fixtures {
    static final References NO_LINKS = (from, reference) -> new References.Counterpart.Unlinked();

    private Fixtures() {}

    static MappedField field(String name, ValueType type) {
        return new MappedField(name, type, true, true, false);
    }

    static Mapping mapping(ValueType type, Direction direction, Policy policy) {
        return new Mapping("x", field("x", type), field("X", type), direction, policy, Map.of("red", "RED"));
    }

    static ObjectSync sync(Mapping... mappings) {
        return new ObjectSync("contact", "contacts", "Contact",
                List.of(new MatchKey("x", "x", "X", Normaliser.EMAIL)), List.of(mappings));
    }

    /** {@code "-"} is empty, {@code "?"} unread. */
    static FieldValue value(String text) {
        return text.equals("?") ? FieldValue.UNREAD : FieldValue.text(text.equals("-") ? "" : text);
    }

    static SideView side(String field, FieldValue base, FieldValue now, long modified) {
        Map<String, FieldValue> bases = new HashMap<>();
        if (!(base instanceof FieldValue.Unread)) {
            bases.put(field, base);
        }
        return new SideView(Map.of(field, now), bases, stamp(modified));
    }

    /** The stamp of a clock that ticks in seconds. */
    static FieldEdit stamp(long modified) {
        return new FieldEdit("", modified, 1_000);
    }

    static LinkView view(SideView a, SideView b) {
        return new LinkView(a, b, Set.of(), NO_LINKS, "US");
    }

    static References linked(String idA, String idB) {
        return (from, reference) -> reference.id().equals(from == Side.A ? idA : idB)
                ? new References.Counterpart.Linked(
                        from == Side.A ? new Value.Reference("Account", idB) : new Value.Reference("companies", idA))
                : new References.Counterpart.Unlinked();
    }
}
