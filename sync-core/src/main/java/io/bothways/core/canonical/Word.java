package io.bothways.core.canonical;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A single value as one word, the same whatever its type: what tables, orders and people's settings name it by. */
public final class Word {
    /** No number of an app has more digits; a longer text is none. */
    private static final int MOST_DIGITS = 1_000;

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

    /** The number, yes or no, day or time that a word says; empty where it says none. */
    public static Optional<Value> parse(ValueType type, String word) {
        try {
            return switch (type) {
                case DECIMAL -> decimal(word);
                case BOOLEAN ->
                    word.equals("true") || word.equals("false")
                            ? Optional.of(new Value.Bool(word.equals("true")))
                            : Optional.empty();
                case DATE -> Optional.of(new Value.Date(LocalDate.parse(word)));
                case TIMESTAMP -> Optional.of(new Value.Timestamp(Instant.parse(word)));
                case TEXT, EMAIL, PHONE, URL, OPTION, OPTION_SET, REFERENCE, REFERENCE_SET -> Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<Value> decimal(String word) {
        if (word.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(word);
        return Math.abs((long) number.scale()) <= MOST_DIGITS
                ? Optional.of(new Value.Decimal(number))
                : Optional.empty();
    }
}
