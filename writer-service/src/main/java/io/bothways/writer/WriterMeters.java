package io.bothways.writer;

import io.bothways.connector.failure.FailureKind;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.WriteKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What the writer counts. */
@ApplicationScoped
public class WriterMeters {
    /** Time of one write call, with its wait for budget, by connector, operation and outcome. */
    public static final String DURATION = "bothways.write.duration";

    /** Commands that ended, by operation and outcome. */
    public static final String COMMANDS = "bothways.write.commands";

    /** Commands of an account that wait for their outcome. */
    public static final String BACKLOG = "bothways.write.backlog";

    /** Seconds since the oldest of them came in. */
    public static final String BACKLOG_AGE = "bothways.write.backlog.age";

    /** Commands of an account of which it is not known whether the app carried them out. */
    public static final String UNRESOLVED = "bothways.write.unresolved";

    /** Time from when Bothways first knew of a live edit until the other app holds it, by operation. */
    public static final String LATENCY = "bothways.latency";

    /** Calls that an account could make at once now. */
    public static final String BUDGET = "bothways.budget.remaining";

    private final MeterRegistry registry;
    private final Map<AccountKey, AccountState> accounts = new ConcurrentHashMap<>();

    /** What is sampled of one account. */
    public record AccountState(long backlog, double backlogAgeSeconds, long unresolved, long budget) {
        static final AccountState NONE = new AccountState(0, 0, 0, 0);
    }

    WriterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public static String tag(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    public void called(String connector, WriteKind kind, String outcome, Duration took) {
        Timer.builder(DURATION)
                .tag("connector", connector)
                .tag("operation", kind.code())
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    public void ended(WriteKind kind, String outcome, long count) {
        Counter.builder(COMMANDS)
                .tag("operation", kind.code())
                .tag("outcome", outcome)
                .register(registry)
                .increment(count);
    }

    public void reflected(WriteKind kind, Duration since) {
        Timer.builder(LATENCY)
                .tag("operation", kind.code())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry)
                .record(since);
    }

    public void sampled(AccountKey key, AccountState state) {
        if (accounts.put(key, state) == null) {
            gauge(BACKLOG, key, AccountState::backlog, "commands");
            gauge(BACKLOG_AGE, key, AccountState::backlogAgeSeconds, "seconds");
            gauge(UNRESOLVED, key, AccountState::unresolved, "commands");
            gauge(BUDGET, key, AccountState::budget, "calls");
        }
    }

    /** The account has another owner now, who reports it, or is gone. */
    public void forget(AccountKey key) {
        accounts.remove(key);
        for (String name : new String[] {BACKLOG, BACKLOG_AGE, UNRESOLVED, BUDGET}) {
            registry.find(name).tag("account", key.account().value()).meters().forEach(registry::remove);
        }
    }

    private void gauge(String name, AccountKey key, ToDoubleFunction<AccountState> value, String unit) {
        Gauge.builder(name, () -> value.applyAsDouble(accounts.getOrDefault(key, AccountState.NONE)))
                .tag("account", key.account().value())
                .baseUnit(unit)
                .register(registry);
    }
}
