package io.bothways.core.scope;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person gave, as values of the field's type. */
final class Operands {
    private Operands() {}

    /** The values; empty where one cannot be read, which a check refuses before it is saved. */
    static Optional<List<Value>> read(Condition.Test test) {
        List<Value> values = new ArrayList<>();
        for (String text : test.values()) {
            Optional<Value> value = read(test.type(), text);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    static Optional<Value> read(ValueType type, String text) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL ->
                Optional.of(new Value.Text(Normalizer.normalize(text, Normalizer.Form.NFC)));
            // One member of a set, and the id of a reference, are words.
            case OPTION, OPTION_SET, REFERENCE, REFERENCE_SET -> Optional.of(new Value.Option(text));
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> Word.parse(type, text);
        };
    }
}
