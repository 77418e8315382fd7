package io.bothways.connector.failure;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where an error says when to come back. Apps give this in several meanings; one that cannot be read, lies in the past
 * or more than {@link #FARTHEST} ahead is not believed.
 */
public sealed interface RetryTime {
    Duration FARTHEST = Duration.ofDays(8);

    /** A header with seconds from now (whole or broken), or with a date as HTTP writes it. */
    record SecondsHeader(String name) implements RetryTime {}

    /** A header with milliseconds from now. */
    record MillisecondsHeader(String name) implements RetryTime {}

    /** A header with a moment in seconds since 1970. */
    record EpochHeader(String name) implements RetryTime {}

    /** That long from now, whatever the answer says. */
    record After(Duration time) implements RetryTime {}

    /**
     * The next midnight.
     *
     * @param zone where; empty for the account's own zone
     * @param unlessKnown how long from now while the account's zone is not known
     */
    record Midnight(Optional<ZoneId> zone, Duration unlessKnown) implements RetryTime {}

    /** @param accountZone the account's own time zone, where it is known */
    default Optional<Instant> of(ErrorAnswer answer, Clock clock, Optional<ZoneId> accountZone) {
        Instant now = clock.instant();
        Optional<Instant> told = switch (this) {
            case SecondsHeader(String name) ->
                number(answer, name).map(seconds -> now.plusMillis(Math.round(seconds * 1000)))
                        .or(() -> date(answer.headers().getOrDefault(name, "")));
            case MillisecondsHeader(String name) ->
                number(answer, name).map(millis -> now.plusMillis(Math.round(millis)));
            case EpochHeader(String name) ->
                number(answer, name).map(seconds -> Instant.ofEpochMilli(Math.round(seconds * 1000)));
            case After(Duration time) -> Optional.of(now.plus(time));
            case Midnight(var zone, Duration unlessKnown) -> Optional.of(zone.or(() -> accountZone)
                    .map(there -> now.atZone(there).toLocalDate().plusDays(1).atStartOfDay(there).toInstant())
                    .orElseGet(() -> now.plus(unlessKnown)));
        };
        return told.filter(at -> !at.isBefore(now) && !at.isAfter(now.plus(FARTHEST)));
    }

    private static Optional<Double> number(ErrorAnswer answer, String header) {
        String value = answer.headers().getOrDefault(header, "").trim();
        return value.matches("\\d{1,13}(\\.\\d{1,9})?") ? Optional.of(Double.parseDouble(value)) : Optional.empty();
    }

    private static Optional<Instant> date(String value) {
        try {
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
