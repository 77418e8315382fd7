package io.bothways.core.transform;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.List;

/** What became of a value: one value per field, or a reason why it cannot be said. */
public sealed interface Said {
    /** The code of a value that a table does not name. */
    String VALUE_UNMAPPED = "VALUE_UNMAPPED";
    /** The code of a value that a step cannot take. */
    String VALUE_NOT_TRANSFORMED = "VALUE_NOT_TRANSFORMED";

    /** One value per field. */
    record Values(List<FieldValue> values) implements Said {
        public Values {
            values = List.copyOf(values);
        }

        /** The first, for most mappings the only one. */
        public FieldValue first() {
            return values.getFirst();
        }
    }

    /** It cannot be said; never tells the value. */
    record Refused(String code, String message) implements Said {}

    static Said of(FieldValue value) {
        return new Values(List.of(value));
    }

    static Said of(Value value) {
        return of(FieldValue.of(value));
    }

    static Said text(String text) {
        return of(FieldValue.text(text));
    }
}
