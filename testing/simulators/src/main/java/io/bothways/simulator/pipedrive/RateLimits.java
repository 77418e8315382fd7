package io.bothways.simulator.pipedrive;

import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.pipedrive.schema.Company;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The limits of a company on the Growth plan: in any two seconds 40 calls by API token and 160 by an app, of which ten
 * may be searches; and a budget of tokens that the whole company shares until midnight of the server's zone.
 */
public final class RateLimits {
    /** The vendor says that it is the server's zone, not which one. */
    static final ZoneId SERVER_ZONE = ZoneId.of("Europe/Berlin");
    static final int DAILY_TOKENS = 30_000 * 2 * Company.USERS.size();
    private static final int DAILY_WRITES = 10_000;
    private static final Duration BURST = Duration.ofSeconds(2);
    /** Who goes on after so many refusals is shut out; the vendor gives no number. */
    private static final int PATIENCE = 100;

    private final Clock clock;
    private final RollingWindow byApiToken;
    private final RollingWindow byApp;
    private final RollingWindow searches;
    private final RollingWindow refusals;
    private LocalDate day;
    private LocalDate writeDay;
    private int tokensUsed;
    private int writes;

    /** What becomes of a call. */
    enum Verdict { PASSES, TOO_FAST, BUDGET_SPENT }

    RateLimits(Clock clock) {
        this.clock = clock;
        byApiToken = new RollingWindow(40, BURST, clock);
        byApp = new RollingWindow(160, BURST, clock);
        searches = new RollingWindow(10, BURST, clock);
        refusals = new RollingWindow(PATIENCE, Duration.ofSeconds(60), clock);
        day = today(SERVER_ZONE);
        writeDay = today(ZoneOffset.UTC);
    }

    /** Takes a call from every limit that it counts against, or from none. */
    Verdict take(boolean apiToken, boolean search, int cost) {
        RollingWindow burst = burst(apiToken);
        if (burst.remaining() == 0 || search && searches.remaining() == 0) {
            refusals.tryTake();
            return Verdict.TOO_FAST;
        }
        if (tokensRemaining() < cost) {
            refusals.tryTake();
            return Verdict.BUDGET_SPENT;
        }
        burst.tryTake();
        if (search) {
            searches.tryTake();
        }
        tokensUsed += cost;
        return Verdict.PASSES;
    }

    /** Whether so many calls were refused within a minute that the vendor's shield takes the caller for an attack. */
    boolean shutOut() {
        return refusals.remaining() == 0;
    }

    RollingWindow burst(boolean apiToken) {
        return apiToken ? byApiToken : byApp;
    }

    RollingWindow searches() {
        return searches;
    }

    int tokensRemaining() {
        LocalDate now = today(SERVER_ZONE);
        if (!now.equals(day)) {
            day = now;
            tokensUsed = 0;
        }
        return DAILY_TOKENS - tokensUsed;
    }

    /** So many are left from now on, until midnight. */
    void tokensRemaining(int left) {
        tokensRemaining();
        tokensUsed = DAILY_TOKENS - left;
    }

    /** Counts a write by API token; only told, never enforced. */
    void wrote() {
        writesRemaining();
        writes++;
    }

    int writesRemaining() {
        LocalDate now = today(ZoneOffset.UTC);
        if (!now.equals(writeDay)) {
            writeDay = now;
            writes = 0;
        }
        return Math.max(0, DAILY_WRITES - writes);
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
