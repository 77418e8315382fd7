package io.bothways.runtime.budget;

import io.bothways.connector.BudgetReading;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Lane;
import io.bothways.runtime.registry.Account;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The calls that accounts have. Several limits hold at once; a call is lent only where all of them have room, and given
 * back when it was answered.
 */
@ApplicationScoped
public class Budgets {
    private static final Logger LOG = Logger.getLogger(Budgets.class);
    private static final long REPORT_MS = 500;

    private final BudgetStore store;
    private final BudgetClock clock = new BudgetClock(System::nanoTime);
    private final String process = UUID.randomUUID().toString().substring(0, 13);
    private final Map<List<Charge>, Purse> purses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService reports = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("budgets").unstarted(task));

    Budgets(DataSource database) {
        store = new BudgetStore(database, clock);
    }

    void start(@Observes StartupEvent event) {
        reports.scheduleWithFixedDelay(this::report, REPORT_MS, REPORT_MS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        reports.shutdown();
        report();
    }

    /**
     * Waits until the account may make one more call of this operation; the wait is the app's limit, so it has no
     * timeout.
     */
    public Permit take(Account account, ConnectorDescriptor descriptor, String operation, Lane lane)
            throws InterruptedException {
        List<Charge> charges = Limits.of(account, descriptor, operation);
        return charges.isEmpty() ? new Permit(null, 0) : purse(charges, descriptor).take(lane);
    }

    /**
     * The app has said with an answer what is left. What cannot be is told in the log and otherwise ignored: no header
     * can raise a limit, and none can take more of it than there is.
     */
    public void told(Account account, ConnectorDescriptor descriptor, List<BudgetReading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        List<Charge> charges = Limits.of(account, descriptor, "");
        for (BudgetReading reading : readings) {
            OptionalLong left = plausible(reading.left());
            if (left.isEmpty()) {
                LOG.warnf("an app says of its limit what cannot be, which is ignored: account=%s budget=%s left=%.40s",
                        account.id(), reading.budget(), reading.left());
            } else if (charges.stream().anyMatch(charge -> charge.limit().name().equals(reading.budget()))) {
                purse(charges, descriptor)
                        .told(reading.budget(), left.getAsLong(), plausible(reading.most()).orElse(0));
            }
        }
    }

    /** A whole number from zero on; empty for anything else that a header may hold. */
    static OptionalLong plausible(String left) {
        try {
            long number = Long.parseLong(left.strip());
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException wrong) {
            return OptionalLong.empty();
        }
    }

    /** How the account's limits stand; those that were never used are absent. */
    public List<Forecast> forecasts(Account account) {
        return store.forecasts(Limits.prefix(account));
    }

    /** The same for who has the account's parts only; {@code identity}: the vendor's, empty where it is not known yet. */
    public List<Forecast> forecasts(String connector, String identity, AccountId account) {
        return store.forecasts(Limits.prefix(connector, identity, account.value()));
    }

    /** Calls that could be made at once now: the least of what the account's general limits leave. */
    public long left(Account account, ConnectorDescriptor descriptor) {
        Map<String, Long> known = new ConcurrentHashMap<>();
        forecasts(account).forEach(forecast -> known.put(forecast.limit(), forecast.left()));
        return Limits.of(account, descriptor, "").stream()
                .filter(charge -> !charge.limit().span().length().isZero())
                .mapToLong(charge -> known.getOrDefault(charge.limit().name(), charge.limit().most()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Purse purse(List<Charge> charges, ConnectorDescriptor descriptor) {
        return purses.computeIfAbsent(charges, key -> new Purse(process, key, descriptor.horizons().callTimeout(), store, clock));
    }

    private void report() {
        for (Purse purse : purses.values()) {
            try {
                purse.report();
            } catch (RuntimeException away) {
                LOG.warnf("used calls are reported later: %s", away.getMessage());
            }
        }
    }
}
