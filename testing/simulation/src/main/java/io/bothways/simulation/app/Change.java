package io.bothways.simulation.app;

import io.bothways.contracts.record.FieldValue;

/**
 * One field of one record that was given another value, as the app logged it.
 *
 * @param order rises over all apps
 * @param at true time, not the app's clock
 * @param command the write command that did it, empty where it was none
 * @param knownAt when the engine had last read the record before it sent the write; 0 where it was no write
 * @param taken the change that had given a record its value before it was combined into this one; 0 where it was none
 */
public record Change(
        long order,
        long at,
        AppRecord record,
        Field field,
        FieldValue before,
        FieldValue after,
        Author author,
        String command,
        long knownAt,
        long taken) {
    /** Who did it. */
    public enum Author {
        PERSON,
        AUTOMATION,
        ENGINE
    }

    /** Whether it was somebody's wish. */
    public boolean wished() {
        return author != Author.ENGINE;
    }

    @Override
    public String toString() {
        return "#" + order + " " + author + " " + record.name() + "." + field.mapping() + " " + text(before) + " → "
                + text(after) + (command.isEmpty() ? "" : " by " + command);
    }

    /** A value as a person reads it. */
    public static String text(FieldValue value) {
        return switch (value) {
            case FieldValue.Cleared cleared -> "(empty)";
            case FieldValue.Unread unread -> "(unread)";
            case FieldValue.Present(io.bothways.contracts.record.Value.Text(String text)) -> "'" + text + "'";
            case FieldValue.Present(var other) -> String.valueOf(other);
        };
    }
}
