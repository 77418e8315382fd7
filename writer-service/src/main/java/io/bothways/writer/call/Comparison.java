package io.bothways.writer.call;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.Map;

/** Whether a record holds what was expected or sent: raw values of one app, so equal means equal. */
final class Comparison {
    private Comparison() {}

    /** Whether each wanted field that is known has the same value in {@code now}. */
    static boolean holds(Map<String, FieldValue> wanted, Map<String, FieldValue> now) {
        return wanted.entrySet().stream()
                .filter(field -> !(field.getValue() instanceof FieldValue.Unread))
                .allMatch(field -> same(field.getValue(), now.getOrDefault(field.getKey(), FieldValue.UNREAD)));
    }

    static boolean same(FieldValue one, FieldValue other) {
        if (one instanceof FieldValue.Present(Value.Decimal(var a))
                && other instanceof FieldValue.Present(Value.Decimal(var b))) {
            return a.compareTo(b) == 0;
        }
        return one.equals(other);
    }

    /** What a record is looked up by; empty where the value is no text. */
    static String key(FieldValue value) {
        return value instanceof FieldValue.Present(Value.Text(String text)) ? text.trim() : "";
    }
}
