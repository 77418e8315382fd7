package io.bothways.runtime.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What an app counts its calls over. */
public sealed interface Span {
    /** Any stretch of time of this length; of no length, the calls that are open at once. */
    record Rolling(Duration length) implements Span {
        public Rolling {
            if (length.isNegative()) {
                throw new IllegalArgumentException("a span cannot be negative");
            }
        }
    }

    /** A day, which ends at midnight there. */
    record Day(ZoneId zone) implements Span {}

    /** What was used up to then does not count any more. */
    default long since(long now) {
        return switch (this) {
            case Rolling(Duration length) -> now - length.toMillis();
            case Day(ZoneId zone) -> dayAt(now, zone).atStartOfDay(zone).toInstant().toEpochMilli();
        };
    }

    /** When all that is used now will not count any more. */
    default long until(long now) {
        return switch (this) {
            case Rolling(Duration length) -> now + length.toMillis();
            case Day(ZoneId zone) -> dayAt(now, zone).plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        };
    }

    default Duration length() {
        return switch (this) {
            case Rolling(Duration length) -> length;
            case Day day -> Duration.ofDays(1);
        };
    }

    /** As a row holds it. */
    default String text() {
        return switch (this) {
            case Rolling(Duration length) -> length.toString();
            case Day(ZoneId zone) -> "day " + zone.getId();
        };
    }

    static Span parse(String text) {
        return text.startsWith("day ") ? new Day(ZoneId.of(text.substring(4))) : new Rolling(Duration.parse(text));
    }

    private static LocalDate dayAt(long now, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    }
}
