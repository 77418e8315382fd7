package io.bothways.runtime.calls;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How far an app's clock is from ours, as the Date headers of its answers tell. Good to about a second. */
final class AppClock {
    /** The header has whole seconds, and the answer was under way. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private volatile Duration ahead = Duration.ZERO;

    /**
     * Takes a Date header; what cannot be read says nothing.
     *
     * @param askedAt our clock before the request
     * @param answeredAt our clock after the answer: the header was written in between
     */
    void told(String date, Instant askedAt, Instant answeredAt) {
        parsed(date).ifPresent(theirs -> {
            Instant earliest = askedAt.minus(TOLERANCE);
            Instant latest = answeredAt.plus(TOLERANCE);
            if (theirs.isBefore(earliest)) {
                ahead = Duration.between(answeredAt, theirs);
            } else if (theirs.isAfter(latest)) {
                ahead = Duration.between(askedAt, theirs);
            } else {
                ahead = Duration.ZERO;
            }
        });
    }

    /** Negative where the app's clock is behind ours; zero within the tolerance. */
    Duration ahead() {
        return ahead;
    }

    /**
     * The value of a Retry-After header in whole seconds from now. Where it is a time, it is one of the app's clock, so
     * it is measured from the answer's own Date.
     */
    static String delay(String retryAfter, Optional<String> date, Instant now) {
        return parsed(retryAfter)
                .map(until -> Duration.between(date.flatMap(AppClock::parsed).orElse(now), until))
                .map(wait -> Long.toString(Math.max(0, wait.plusMillis(999).toSeconds())))
                .orElse(retryAfter);
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
