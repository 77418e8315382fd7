package io.bothways.benchmarks.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a contact. A field's value is named by a small number, its revision, which can be read off the value on
 * either side: so the model of an app is a byte per field. The sides write phones and decimals in ways of their own.
 */
enum ContactField {
    EMAIL(ValueType.EMAIL),
    FIRST_NAME(ValueType.TEXT),
    LAST_NAME(ValueType.TEXT),
    PHONE(ValueType.PHONE),
    MOBILE(ValueType.PHONE),
    WEBSITE(ValueType.URL),
    COMPANY(ValueType.TEXT),
    JOB_TITLE(ValueType.TEXT),
    STREET(ValueType.TEXT),
    CITY(ValueType.TEXT),
    POSTCODE(ValueType.TEXT),
    COUNTRY(ValueType.TEXT),
    INDUSTRY(ValueType.OPTION),
    STATUS(ValueType.OPTION),
    REVENUE(ValueType.DECIMAL),
    EMPLOYEES(ValueType.DECIMAL),
    BIRTHDAY(ValueType.DATE),
    LAST_CALL(ValueType.TIMESTAMP),
    SOURCE(ValueType.TEXT),
    NOTES(ValueType.TEXT);

    /** The revision of a field that holds nothing. */
    static final byte CLEARED = -1;

    static final int COUNT = values().length;
    private static final int MOST_REVISIONS = 100;
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final Instant FIRST_INSTANT = Instant.parse("2025-01-01T00:00:00Z");
    /** Makes a snapshot a kilobyte long. */
    private static final String FILLING = " wrote that the offer is fine and asked for a call in the second week of next"
            + " month, after the fair in Lyon";

    private final ValueType type;

    ContactField(ValueType type) {
        this.type = type;
    }

    ValueType type() {
        return type;
    }

    String mapping() {
        return name().toLowerCase(Locale.ROOT);
    }

    String on(Side side) {
        return side == Side.A ? mapping() : mapping() + "__c";
    }

    /** Side A's options to side B's. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        for (int revision = 0; type == ValueType.OPTION && revision < MOST_REVISIONS; revision++) {
            options.put(option(Side.A, revision), option(Side.B, revision));
        }
        return options;
    }

    /** What the record's field holds in this revision, as the side's app tells it. */
    FieldValue value(Side side, String record, int revision) {
        if (revision == CLEARED) {
            return FieldValue.CLEARED;
        }
        return switch (type) {
            case EMAIL -> FieldValue.text(record + ".r" + revision + "@example.org");
            case PHONE -> FieldValue.text(side == Side.A
                    ? "+1415555" + padded(revision, 4) : "(415) 555-" + padded(revision, 4));
            case URL -> FieldValue.text("https://www.example.org/" + record + "/r" + revision);
            case OPTION -> FieldValue.of(new Value.Option(option(side, revision)));
            case DECIMAL -> FieldValue.of(new Value.Decimal(
                    BigDecimal.valueOf(1_000L + revision).setScale(side == Side.A ? 0 : 2)));
            case DATE -> FieldValue.of(new Value.Date(FIRST_DAY.plusDays(revision)));
            case TIMESTAMP -> FieldValue.of(new Value.Timestamp(FIRST_INSTANT.plus(revision, ChronoUnit.HOURS)));
            default -> FieldValue.text(record + (this == NOTES ? FILLING : "") + " r" + revision);
        };
    }

    /** The revision that a value names, in the words of either side. */
    byte revision(FieldValue field) {
        return (byte) switch (field) {
            case FieldValue.Cleared cleared -> CLEARED;
            case FieldValue.Unread unread -> throw new IllegalArgumentException(name() + " was not read");
            case FieldValue.Present(Value value) -> switch (value) {
                case Value.Text(String text) -> type == ValueType.PHONE
                        ? Integer.parseInt(text.substring(text.length() - 4))
                        : revision(text);
                case Value.Option(String name) -> Integer.parseInt(name.substring(name.length() - 2));
                case Value.Decimal(BigDecimal number) -> number.intValueExact() - 1_000;
                case Value.Date(LocalDate day) -> (int) ChronoUnit.DAYS.between(FIRST_DAY, day);
                case Value.Timestamp(Instant at) -> (int) ChronoUnit.HOURS.between(FIRST_INSTANT, at);
                default -> throw new IllegalArgumentException(name() + " holds a value of another type");
            };
        };
    }

    private static int revision(String text) {
        int from = text.lastIndexOf('r', text.indexOf('@') < 0 ? text.length() : text.indexOf('@')) + 1;
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Integer.parseInt(text, from, to, 10);
    }

    private static String option(Side side, int revision) {
        return (side == Side.A ? "option_" : "Option ") + padded(revision, 2);
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
