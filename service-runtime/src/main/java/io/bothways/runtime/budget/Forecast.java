package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one limit of an account stands.
 *
 * @param limit its name
 * @param span what the app counts over
 * @param allowed by the app per span
 * @param used by us within the span of now
 * @param usedByOthers as far as the app tells
 * @param left calls, or tokens, that we may still use now
 * @param perHour how much we use, by the last hour
 * @param renewedAt when all of it is there again: the end of the day, or a span from now
 * @param emptyAt when nothing will be left at this rate; empty where it lasts until it is renewed
 */
public record Forecast(
        String limit,
        Span span,
        long allowed,
        long used,
        long usedByOthers,
        long left,
        double perHour,
        Instant renewedAt,
        Optional<Instant> emptyAt) {
    private static final Duration RATE_OVER = Duration.ofHours(1);

    static Forecast of(Usage usage) {
        Limit limit = usage.limit();
        long now = usage.now();
        long rateOver = Math.max(1, Math.min(RATE_OVER.toMillis(), now - limit.span().since(now)));
        double perHour = (double) usage.usedSince(now - rateOver) * RATE_OVER.toMillis() / rateOver;
        long left = usage.room(Lane.LIVE);
        long renewed = limit.span().until(now);
        Optional<Instant> empty = Optional.empty();
        if (perHour > 0 && limit.span().length().compareTo(RATE_OVER) >= 0) {
            double millis = left / perHour * RATE_OVER.toMillis();
            empty = millis < renewed - now ? Optional.of(Instant.ofEpochMilli(now + (long) millis)) : Optional.empty();
        }
        return new Forecast(limit.name(), limit.span(), limit.tokens(), usage.usedByUs(), usage.usedByOthers(), left,
                perHour, Instant.ofEpochMilli(renewed), empty);
    }
}
