package io.bothways.core.transform;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.canonical.Word;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes of a word, number, day or yes the value of a field's type, where there is no doubt what is meant. */
final class Conversion {
    private Conversion() {}

    /** The value in the type's own kind; empty where it cannot be one. */
    static Optional<Value> to(ValueType type, Value value) {
        if (CanonicalForm.fits(FieldValue.of(value), type)) {
            return Optional.of(value);
        }
        if (!single(value)) {
            return Optional.empty();
        }
        String word = Word.of(value);
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL -> Optional.of(new Value.Text(word));
            case OPTION -> Optional.of(new Value.Option(word));
            case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(List.of(word))));
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> Word.parse(type, word);
            case REFERENCE, REFERENCE_SET -> Optional.empty();
        };
    }

    /** Whether a value is one word and not several. */
    static boolean single(Value value) {
        return !(value instanceof Value.OptionSet
                || value instanceof Value.Reference
                || value instanceof Value.ReferenceSet);
    }
}
