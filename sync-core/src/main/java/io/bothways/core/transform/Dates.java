package io.bothways.core.transform;

import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Days and times as text and back. A day passes through a time zone only where a mapping names one. */
final class Dates {
    private Dates() {}

    /** A day or time as text; empty where the pattern asks for what it does not have. */
    static Optional<String> format(String pattern, String zone, Value value) {
        try {
            return switch (value) {
                case Value.Date(LocalDate day) -> Optional.of(formatter(pattern).format(day));
                case Value.Timestamp(Instant at) ->
                    Optional.of(formatter(pattern).format(at.atZone(ZoneId.of(zone))));
                default -> Optional.empty();
            };
        } catch (DateTimeException | IllegalArgumentException notThatWay) {
            return Optional.empty();
        }
    }

    /** The day or time that a text says; a day that does not exist is none. */
    static Optional<Value> parse(String pattern, String zone, String text, ValueType target) {
        try {
            if (target == ValueType.TIMESTAMP) {
                Instant at = LocalDateTime.parse(text, formatter(pattern)).atZone(ZoneId.of(zone)).toInstant();
                return Optional.of(new Value.Timestamp(at));
            }
            return Optional.of(new Value.Date(LocalDate.parse(text, formatter(pattern))));
        } catch (DateTimeException | IllegalArgumentException notThatWay) {
            return Optional.empty();
        }
    }

    /** The day of a time, or the first moment of a day. */
    static Optional<Value> dayIn(String zone, Value value) {
        try {
            return switch (value) {
                case Value.Timestamp(Instant at) ->
                    Optional.of(new Value.Date(at.atZone(ZoneId.of(zone)).toLocalDate()));
                case Value.Date(LocalDate day) ->
                    Optional.of(new Value.Timestamp(day.atStartOfDay(ZoneId.of(zone)).toInstant()));
                default -> Optional.empty();
            };
        } catch (DateTimeException notThatWay) {
            return Optional.empty();
        }
    }

    static boolean isZone(String zone) {
        try {
            return !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException none) {
            return false;
        }
    }

    /** Whether the pattern says a value of the type so that it can be read again, to the day or the second. */
    static boolean bothWays(String pattern, ValueType type) {
        LocalDateTime sample = LocalDateTime.of(2031, 12, 28, 21, 47, 58);
        Value value = type == ValueType.TIMESTAMP
                ? new Value.Timestamp(sample.toInstant(ZoneOffset.UTC))
                : new Value.Date(sample.toLocalDate());
        return format(pattern, "UTC", value)
                .flatMap(text -> parse(pattern, "UTC", text, type))
                .filter(value::equals)
                .isPresent();
    }

    /** Whether the pattern can say a value of the type at all. */
    static boolean says(String pattern, ValueType type) {
        Value value = type == ValueType.TIMESTAMP ? new Value.Timestamp(Instant.EPOCH) : new Value.Date(LocalDate.EPOCH);
        return format(pattern, "UTC", value).isPresent();
    }

    /** Strict, so that 31 February is refused and not moved; the year of the common era may be written as yyyy. */
    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
