package io.bothways.simulator.hubspot;

import io.bothways.simulator.kit.http.RollingWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a Professional account: private apps 190 calls in any ten seconds and 650,000 a day, which ends at
 * midnight of the account's time zone; OAuth apps 110 in any ten seconds; search five a second whoever asks.
 */
final class RateLimits {
    static final ZoneId ACCOUNT_ZONE = ZoneId.of("US/Eastern");
    static final int DAILY = 650_000;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private final Clock clock;
    private final RollingWindow privateBurst;
    private final RollingWindow publicBurst;
    private final RollingWindow search;
    private LocalDate day;
    private int usedToday;

    /** The policy that refused a call. */
    enum Policy { DAILY, TEN_SECONDLY_ROLLING, SECONDLY }

    RateLimits(Clock clock) {
        this.clock = clock;
        privateBurst = new RollingWindow(190, TEN_SECONDS, clock);
        publicBurst = new RollingWindow(110, TEN_SECONDS, clock);
        search = new RollingWindow(5, Duration.ofSeconds(1), clock);
        day = today();
    }

    /** Takes a call from every limit that it counts against, or from none and says which one is exhausted. */
    @Nullable Policy take(boolean privateApp, boolean searching) {
        RollingWindow burst = burst(privateApp);
        if (privateApp && dailyRemaining() == 0) {
            return Policy.DAILY;
        }
        if (searching && search.remaining() == 0) {
            return Policy.SECONDLY;
        }
        if (!burst.tryTake()) {
            return Policy.TEN_SECONDLY_ROLLING;
        }
        if (searching) {
            search.tryTake();
        }
        if (privateApp) {
            usedToday++;
        }
        return null;
    }

    RollingWindow burst(boolean privateApp) {
        return privateApp ? privateBurst : publicBurst;
    }

    /** How long until the policy lets a call pass. */
    Duration wait(Policy policy, boolean privateApp) {
        return switch (policy) {
            case DAILY -> Duration.between(clock.instant(),
                    today().plusDays(1).atStartOfDay(ACCOUNT_ZONE).toInstant());
            case TEN_SECONDLY_ROLLING -> burst(privateApp).untilFree();
            case SECONDLY -> search.untilFree();
        };
    }

    int dailyRemaining() {
        LocalDate now = today();
        if (!now.equals(day)) {
            day = now;
            usedToday = 0;
        }
        return DAILY - usedToday;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ACCOUNT_ZONE);
    }
}
