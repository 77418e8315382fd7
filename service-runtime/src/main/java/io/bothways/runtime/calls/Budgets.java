package io.bothways.runtime.calls;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.descriptor.Budget;
import io.bothways.runtime.registry.Account;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The calls that an account has, one truth for poller, webhook and writer replicas: Bucket4j on PostgreSQL, keyed by
 * the vendor's identity, so that two accounts on one portal share one budget.
 *
 * <p>A token bucket bounds <em>every</em> window only if burst capacity + rate × window ≤ limit; so the burst is a
 * small share of the limit and the rest refills evenly.
 */
@ApplicationScoped
public class Budgets {
    static final double BURST_SHARE = 0.03;

    private final ProxyManager<String> buckets;
    private final Map<String, BucketProxy> opened = new ConcurrentHashMap<>();

    Budgets(DataSource database) {
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("registry.budget")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    /** Waits until the account may make one more call of this operation; the wait is the app's limit, so it has no timeout. */
    void take(Account account, ConnectorDescriptor descriptor, String operation) throws InterruptedException {
        for (BucketProxy bucket : bucketsOf(account, descriptor, operation)) {
            while (true) {
                ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                if (probe.isConsumed()) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(Math.max(1_000_000, probe.getNanosToWaitForRefill()));
            }
        }
    }

    /** Calls that could be made at once now: the least of the account's general buckets. */
    public long left(Account account, ConnectorDescriptor descriptor) {
        return bucketsOf(account, descriptor, "").stream()
                .mapToLong(BucketProxy::getAvailableTokens)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private List<BucketProxy> bucketsOf(Account account, ConnectorDescriptor descriptor, String operation) {
        List<BucketProxy> all = new ArrayList<>();
        for (Budget budget : descriptor.limits().budgets()) {
            if (budget.covers(operation)) {
                long calls = account.settings().budgets().getOrDefault(budget.name(), budget.tokens());
                // The size stands in the key: a changed budget is a new bucket.
                String key = descriptor.id() + "/" + identity(account) + "/" + budget.name() + "/" + calls;
                all.add(opened.computeIfAbsent(key, name -> open(name, calls, budget.window())));
            }
        }
        return all;
    }

    private BucketProxy open(String key, long calls, Duration window) {
        BucketConfiguration configuration = configuration(calls, window);
        return buckets.builder().build(key, () -> configuration);
    }

    static BucketConfiguration configuration(long calls, Duration window) {
        long burst = Math.max(1, Math.round(calls * BURST_SHARE));
        long refill = Math.max(1, calls - burst);
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, window).initialTokens(burst))
                .build();
    }

    private static String identity(Account account) {
        return account.identity().isEmpty() ? account.id().value() : account.identity();
    }
}
