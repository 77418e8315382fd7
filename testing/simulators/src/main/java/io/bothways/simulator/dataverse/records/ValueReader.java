package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.ColumnType;
import io.bothways.simulator.dataverse.schema.Option;
import io.bothways.simulator.kit.store.RecordRefused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a person or a client gives into what a row holds, or refuses it. Texts are kept as they are typed. */
final class ValueReader {
    private static final int DECIMAL_PLACES = 2;
    private static final int MONEY_PLACES = 4;

    private ValueReader() {
    }

    static @Nullable Object read(String table, Column column, @Nullable Object given) {
        if (given == null || given instanceof String text && text.isEmpty()) {
            return null;
        }
        return switch (column.type()) {
            case STRING, MEMO -> text(table, column, given.toString());
            case INTEGER, BIGINT -> number(column, given, 0).intValueExact();
            case DECIMAL -> number(column, given, DECIMAL_PLACES).doubleValue();
            case MONEY -> number(column, given, MONEY_PLACES).doubleValue();
            case BOOLEAN -> truth(column, given);
            case DATE_ONLY -> date(column, given);
            case DATE_TIME -> moment(column, given);
            case PICKLIST, STATE, STATUS -> choice(table, column, given).label();
            case MULTI_SELECT -> choices(table, column, given.toString());
            case UNIQUEIDENTIFIER, LOOKUP, CUSTOMER, OWNER -> Guids.read(given.toString()).orElseThrow(() ->
                    unreadable(column, given, "Edm.Guid"));
        };
    }

    private static String text(String table, Column column, String text) {
        if (text.length() > column.maxLength()) {
            throw new RecordRefused(Problem.TOO_LONG, column.name(), "A validation error occurred.  The length of the '"
                    + column.name() + "' attribute of the '" + table + "' entity exceeded the maximum allowed length"
                    + " of '" + column.maxLength() + "'.");
        }
        return text;
    }

    private static BigDecimal number(Column column, Object given, int places) {
        try {
            return new BigDecimal(given.toString().strip()).setScale(places,
                    places == 0 ? RoundingMode.UNNECESSARY : RoundingMode.HALF_UP);
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(column, given, column.type().edmType());
        }
    }

    private static Boolean truth(Column column, Object given) {
        return switch (given.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unreadable(column, given, "Edm.Boolean");
        };
    }

    private static String date(Column column, Object given) {
        try {
            return LocalDate.parse(given.toString().strip()).toString();
        } catch (DateTimeException e) {
            throw unreadable(column, given, "Edm.Date");
        }
    }

    private static String moment(Column column, Object given) {
        try {
            return OffsetDateTime.parse(given.toString().strip()).toInstant().truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeException e) {
            throw unreadable(column, given, "Edm.DateTimeOffset");
        }
    }

    private static Option choice(String table, Column column, Object given) {
        String text = given.toString().strip();
        return column.option(text).or(() -> wholeNumber(text).flatMap(column::option)).orElseThrow(() ->
                new RecordRefused(Problem.OUT_OF_RANGE, column.name(), "A validation error occurred. The value " + text
                        + " of '" + column.name() + "' on record of type '" + table + "' is outside the valid range."
                        + " Accepted Values: " + column.options().stream().map(Option::value).map(String::valueOf)
                                .collect(Collectors.joining(","))));
    }

    /** Numbers with commas between, each once, in order; so the API takes and gives them. */
    private static String choices(String table, Column column, String given) {
        return Arrays.stream(given.split(",")).map(String::strip).filter(each -> !each.isEmpty())
                .map(each -> choice(table, column, each).value()).sorted().distinct().map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static Optional<Integer> wholeNumber(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static RecordRefused unreadable(Column column, Object given, String type) {
        return new RecordRefused(Problem.PAYLOAD, column.name(), "Cannot convert the literal '"
                + (column.type() == ColumnType.STRING ? "…" : given) + "' to the expected type '" + type + "'.");
    }
}
