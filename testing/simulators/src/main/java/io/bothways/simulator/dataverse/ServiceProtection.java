package io.bothways.simulator.dataverse;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.http.RollingWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * The service protection limits of one user on the environment's one web server: requests and execution time in any
 * five minutes, and requests at once. Whoever goes on calling while told to wait is told to wait longer. How long a
 * request executes is assumed.
 */
public final class ServiceProtection {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration PENALTY = Duration.ofSeconds(1);
    private static final long MILLIS_OF_A_READ = 10;
    private static final long MILLIS_OF_A_WRITE = 60;
    private static final int CHARACTERS_A_MILLI = 4000;

    /** A refusal and how many seconds to wait. */
    record Refusal(Problem problem, long retryAfter) {
    }

    private record Execution(long at, long millis) {
    }

    private final Clock clock;
    private final RollingWindow requests;
    private final int concurrencyLimit;
    private final Duration executionLimit;
    private final Deque<Execution> executions = new ArrayDeque<>();
    private long executed;
    private long blockedUntil;
    private int underWay;

    ServiceProtection(Clock clock, int requestLimit, int concurrencyLimit, Duration executionLimit) {
        this.clock = clock;
        this.requests = new RollingWindow(requestLimit, WINDOW, clock);
        this.concurrencyLimit = concurrencyLimit;
        this.executionLimit = executionLimit;
    }

    /** Takes a request if the limits allow it. */
    Optional<Refusal> take() {
        long now = clock.millis();
        forget(now);
        if (now < blockedUntil) {
            blockedUntil = Math.min(blockedUntil + PENALTY.toMillis(), now + WINDOW.toMillis());
            return Optional.of(requests.remaining() == 0 ? tooMany() : tooLong());
        }
        if (underWay >= concurrencyLimit) {
            return Optional.of(new Refusal(new Problem(429, "0x80072326", "Number of concurrent requests exceeded the"
                    + " limit of " + concurrencyLimit + "."), 1));
        }
        if (executed > executionLimit.toMillis()) {
            blockedUntil = executions.getFirst().at() + WINDOW.toMillis();
            return Optional.of(tooLong());
        }
        if (!requests.tryTake()) {
            blockedUntil = now + requests.untilFree().toMillis();
            return Optional.of(tooMany());
        }
        return Optional.empty();
    }

    /** A request is being handled from now on, until {@link #end}. */
    void begin() {
        underWay++;
    }

    void end() {
        underWay--;
    }

    /** A request was handled that wrote so many rows and whose answer is so long. */
    public void executed(int writes, int characters) {
        long millis = MILLIS_OF_A_READ + writes * MILLIS_OF_A_WRITE + characters / CHARACTERS_A_MILLI;
        executions.addLast(new Execution(clock.millis(), millis));
        executed += millis;
    }

    int remainingRequests() {
        return requests.remaining();
    }

    double remainingSeconds() {
        forget(clock.millis());
        return Math.max(0, executionLimit.toMillis() - executed) / 1000.0;
    }

    private Refusal tooMany() {
        return new Refusal(new Problem(429, "0x80072322", "Number of requests exceeded the limit of " + requests.limit()
                + " over time window of 300 seconds."), secondsBlocked());
    }

    private Refusal tooLong() {
        return new Refusal(new Problem(429, "0x80072321", "Combined execution time of incoming requests exceeded limit"
                + String.format(Locale.ROOT, " of %,d milliseconds", executionLimit.toMillis())
                + " over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration"
                + " of requests and try again later."), secondsBlocked());
    }

    private long secondsBlocked() {
        return Math.max(1, (blockedUntil - clock.millis() + 999) / 1000);
    }

    private void forget(long now) {
        while (!executions.isEmpty() && executions.getFirst().at() + WINDOW.toMillis() <= now) {
            executed -= executions.removeFirst().millis();
        }
    }
}
