package io.bothways.core.mapping;

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

    private static boolean written(ValueType type) {
        return type == ValueType.EMAIL || type == ValueType.PHONE || type == ValueType.URL;
    }
}
