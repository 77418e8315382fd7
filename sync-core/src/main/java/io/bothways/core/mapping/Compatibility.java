package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.ValueType;
import java.util.Optional;

/** Which types can be mapped to each other, and as which type their values are compared. */
public final class Compatibility {
    private Compatibility() {}

    /** The type under which values of both are compared; empty where they cannot be mapped. */
    public static Optional<ValueType> common(ValueType a, ValueType b) {
        if (a == b) {
            return Optional.of(a);
        }
        if (a == ValueType.TEXT && written(b)) {
            return Optional.of(b);
        }
        return b == ValueType.TEXT && written(a) ? Optional.of(a) : Optional.empty();
    }

    /** The type under which the values of one side of a mapping are compared; empty where it cannot be mapped. */
    public static Optional<ValueType> compared(Mapping mapping, Side side) {
        if (isPlain(mapping)) {
            return common(mapping.a().type(), mapping.b().type());
        }
        // Several fields together are said in the other side's words.
        return Optional.of(mapping.on(mapping.more(side).isEmpty() ? side : side.other()).type());
    }

    /** One field to one field, as it is. */
    static boolean isPlain(Mapping mapping) {
        return mapping.toA().isEmpty() && mapping.toB().isEmpty() && mapping.moreA().isEmpty()
                && mapping.moreB().isEmpty();
    }

    private static boolean written(ValueType type) {
        return type == ValueType.EMAIL || type == ValueType.PHONE || type == ValueType.URL;
    }
}
