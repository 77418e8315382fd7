package io.bothways.status.api;

import io.bothways.runtime.budget.Forecast;
import java.time.Instant;
import java.util.Optional;

/**
 * How one of an app's limits stands, as it is told.
 *
 * @param per what the app counts over: an ISO duration, {@code PT0S} for calls at once, or a day and its time zone
 * @param left what may still be used now
 * @param emptyAt when nothing is left at the rate of the last hour; empty where it lasts until {@code renewedAt}
 */
public record BudgetView(
        String limit,
        String per,
        long allowed,
        long used,
        long usedByOthers,
        long left,
        double perHour,
        Instant renewedAt,
        Optional<Instant> emptyAt) {
    static BudgetView of(Forecast forecast) {
        return new BudgetView(forecast.limit(), forecast.span().text(), forecast.allowed(), forecast.used(),
                forecast.usedByOthers(), forecast.left(), forecast.perHour(), forecast.renewedAt(),
                forecast.emptyAt());
    }
}
