package io.bothways.simulation.app;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.List;
import java.util.Set;

/** The members that a set may have. */
public final class Tags {
    public static final List<String> ALL = List.of("fair", "friend", "press", "vip");

    private Tags() {}

    /** The members of a set; none where it is blank. */
    public static Set<String> of(FieldValue value) {
        return value instanceof FieldValue.Present(Value.OptionSet(var names)) ? names : Set.of();
    }
}
