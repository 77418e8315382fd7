package io.bothways.simulator.salesforce.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Datetimes as the APIs write them: whole seconds and three zeros; in REST the offset has no colon. */
public final class Timestamps {
    private static final DateTimeFormatter IN_REST =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.'000+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter IN_SOAP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.'000Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true).optionalEnd()
            .optionalStart().appendOffset("+HH:MM", "Z").optionalEnd()
            .optionalStart().appendOffset("+HHMM", "Z").optionalEnd()
            .toFormatter(Locale.ROOT);

    private Timestamps() {}

    public static String inRest(long epochMillis) {
        return IN_REST.format(Instant.ofEpochMilli(epochMillis));
    }

    public static String inSoap(long epochMillis) {
        return IN_SOAP.format(Instant.ofEpochMilli(epochMillis));
    }

    public static Optional<Instant> read(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, READ).toInstant());
        } catch (DateTimeException notADatetime) {
            return Optional.empty();
        }
    }
}
