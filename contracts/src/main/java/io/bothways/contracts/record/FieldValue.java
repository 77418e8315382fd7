package io.bothways.contracts.record;

/** What is known of one field: it holds a value, it is known to be empty, or it was not read. Three different things. */
public sealed interface FieldValue {
    /** The field holds a value. */
    record Present(Value value) implements FieldValue {}

    /** The field was read and is empty. */
    record Cleared() implements FieldValue {}

    /** The field was not read: nothing may be concluded. */
    record Unread() implements FieldValue {}

    FieldValue CLEARED = new Cleared();
    FieldValue UNREAD = new Unread();

    static FieldValue of(Value value) {
        return new Present(value);
    }

    /** Text, where an empty string means that the field is empty. */
    static FieldValue text(String text) {
        return text.isEmpty() ? CLEARED : new Present(new Value.Text(text));
    }
}
