package io.bothways.core.canonical;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;

/** A single value as one word, the same whatever its type: what tables, orders and people's settings name it by. */
public final class Word {
    private Word() {}

    /** The word; empty for an empty field. Sets and references of several have none of their own: their words joined. */
    public static String of(FieldValue field) {
        return field instanceof FieldValue.Present(Value value) ? of(value) : "";
    }

    /** The word of a value. */
    public static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.strip();
            case Value.Decimal(var number) ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Value.Bool(boolean yes) -> Boolean.toString(yes);
            case Value.Date(var day) -> day.toString();
            case Value.Timestamp(var at) -> at.toString();
            case Value.Option(String name) -> name;
            case Value.OptionSet(var names) -> String.join(";", names);
            case Value.Reference(String type, String id) -> id;
            case Value.ReferenceSet(var all) ->
                String.join(";", all.stream().map(Value.Reference::id).toList());
        };
    }
}
