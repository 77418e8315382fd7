package io.bothways.runtime.calls;

import io.bothways.contracts.AccountId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of the calls to apps. */
@ApplicationScoped
class CallMeters {
    /** Time of one exchange with an app, by connector, operation and outcome (ok, or the failure's kind). */
    static final String CALLS = "bothways.api.calls";

    /** Time that calls waited for the account's budget, by connector. */
    static final String WAIT = "bothways.budget.wait";

    /** How far the clocks of a connector's accounts are from ours, the farthest of them, in either direction. */
    static final String CLOCK = "bothways.api.clock.skew";

    private final MeterRegistry meters;
    private final Map<String, Map<AccountId, Duration>> skews = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void called(String connector, String operation, String outcome, Duration took) {
        Timer.builder(CALLS)
                .tag("connector", connector)
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
    }

    /** @param ahead negative where the app's clock is behind */
    void clockApart(String connector, AccountId account, Duration ahead) {
        skews.computeIfAbsent(connector, this::skews).put(account, ahead.abs());
    }

    private Map<AccountId, Duration> skews(String connector) {
        Map<AccountId, Duration> accounts = new ConcurrentHashMap<>();
        Gauge.builder(CLOCK, () -> farthest(accounts))
                .tag("connector", connector)
                .baseUnit("seconds")
                .register(meters);
        return accounts;
    }

    private static double farthest(Map<AccountId, Duration> accounts) {
        return accounts.values().stream().mapToLong(Duration::toMillis).max().orElse(0) / 1000.0;
    }

    void waited(String connector, Duration took) {
        Timer.builder(WAIT).tag("connector", connector).register(meters).record(took);
    }
}
