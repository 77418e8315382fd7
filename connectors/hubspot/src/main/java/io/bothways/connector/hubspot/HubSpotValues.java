package io.bothways.connector.hubspot;

import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * HubSpot writes every value as a string. What cannot be read as the property's type stays text, so that one odd value
 * holds its field and not the page.
 */
final class HubSpotValues {
    /** The clear token: null or an absent property means "leave it". */
    static final String CLEAR = "";

    private static final String SEPARATOR = ";";
    private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,18}");
    /** Longer ones are no numbers of a CRM, and an exponent could be written out to gigabytes. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,2})?");

    private HubSpotValues() {}

    static FieldValue read(FieldSchema field, String raw) {
        if (raw.isEmpty()) {
            return FieldValue.CLEARED;
        }
        Optional<Value> typed;
        try {
            typed = typed(field, raw);
        } catch (DateTimeException | NumberFormatException unreadable) {
            typed = Optional.empty();
        }
        return FieldValue.of(typed.orElseGet(() -> new Value.Text(raw)));
    }

    private static Optional<Value> typed(FieldSchema field, String raw) {
        return switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL -> Optional.of(new Value.Text(raw));
            case DECIMAL ->
                NUMBER.matcher(raw).matches() ? Optional.of(new Value.Decimal(new BigDecimal(raw))) : Optional.empty();
            case BOOLEAN ->
                raw.equalsIgnoreCase("true") || raw.equalsIgnoreCase("false")
                        ? Optional.of(new Value.Bool(Boolean.parseBoolean(raw)))
                        : Optional.empty();
            case DATE -> Optional.of(new Value.Date(day(raw)));
            case TIMESTAMP -> Optional.of(new Value.Timestamp(instant(raw)));
            case OPTION -> Optional.of(new Value.Option(raw));
            case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(List.of(raw.split(SEPARATOR)))));
            case REFERENCE -> Optional.of(new Value.Reference(field.referenceTo().getFirst(), raw));
            case REFERENCE_SET -> Optional.empty();
        };
    }

    /** Dates come as days, from older properties as the milliseconds of midnight UTC. */
    private static LocalDate day(String raw) {
        return MILLISECONDS.matcher(raw).matches()
                ? Instant.ofEpochMilli(Long.parseLong(raw)).atOffset(ZoneOffset.UTC).toLocalDate()
                : LocalDate.parse(raw);
    }

    /** HubSpot mixes ISO and milliseconds, even within one answer. */
    static Instant instant(String raw) {
        return MILLISECONDS.matcher(raw).matches() ? Instant.ofEpochMilli(Long.parseLong(raw)) : Instant.parse(raw);
    }

    /** What to send; empty for a field that was not read and so is left alone. */
    static Optional<String> write(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value value) -> Optional.of(write(value));
            case FieldValue.Cleared() -> Optional.of(CLEAR);
            case FieldValue.Unread() -> Optional.empty();
        };
    }

    private static String write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Decimal(BigDecimal number) -> number.toPlainString();
            case Value.Bool(boolean yes) -> Boolean.toString(yes);
            case Value.Date(LocalDate day) -> day.toString();
            case Value.Timestamp(Instant at) -> at.toString();
            case Value.Option(String name) -> name;
            case Value.OptionSet(var names) -> String.join(SEPARATOR, names);
            case Value.Reference(String type, String id) -> id;
            case Value.ReferenceSet(var references) ->
                references.stream().map(Value.Reference::id).collect(Collectors.joining(SEPARATOR));
        };
    }
}
