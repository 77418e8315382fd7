package io.bothways.writer.account;

import io.bothways.runtime.calls.App;
import io.bothways.runtime.registry.Registry;
import io.bothways.writer.WriterMeters;
import io.bothways.writer.WriterMeters.AccountState;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog.Load;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the queues and budgets of the accounts that are written to here, and in turn of those that rest: an empty queue
 * and a full budget are news too. An account that another replica owns is told by that one.
 */
@ApplicationScoped
class AccountSamples {
    /** Resting accounts that are looked at in one round: thousands of them must not cost a round its time. */
    private static final int RESTING_AT_ONCE = 50;

    private final Desk desk;
    private final Registry registry;
    private final WriterMeters meters;
    private final Set<AccountKey> turn = new LinkedHashSet<>();
    private final Set<AccountKey> told = new HashSet<>();

    AccountSamples(Desk desk, Registry registry, WriterMeters meters) {
        this.desk = desk;
        this.registry = registry;
        this.meters = meters;
    }

    /** @param unresolved of each account with a worker here, the commands of unknown outcome */
    synchronized void take(Map<AccountKey, Long> unresolved) {
        unresolved.forEach(this::tell);
        Set<AccountKey> all = new LinkedHashSet<>();
        registry.accounts().forEach(account -> all.add(new AccountKey(account.tenant(), account.id())));
        forget(told.stream().filter(key -> !all.contains(key)).toList());
        all.removeAll(unresolved.keySet());
        List<AccountKey> resting = next(all);
        Set<AccountKey> elsewhere = desk.leases().ownedElsewhere(resting);
        forget(elsewhere);
        resting.stream().filter(key -> !elsewhere.contains(key)).forEach(key -> tell(key, 0));
    }

    private List<AccountKey> next(Set<AccountKey> resting) {
        turn.retainAll(resting);
        if (turn.isEmpty()) {
            turn.addAll(resting);
        }
        List<AccountKey> next = turn.stream().limit(RESTING_AT_ONCE).toList();
        next.forEach(turn::remove);
        return next;
    }

    private void tell(AccountKey key, long unresolved) {
        Load load = desk.backlog().load(key);
        double age = load.oldest()
                .map(since -> Duration.between(since, desk.clock().instant()).toMillis() / 1000.0)
                .orElse(0.0);
        long budget = desk.apps().open(key.account()).map(App::budgetLeft).orElse(0L);
        told.add(key);
        meters.sampled(key, new AccountState(load.open(), age, unresolved, budget));
    }

    private void forget(Collection<AccountKey> keys) {
        new ArrayList<>(keys).forEach(key -> {
            told.remove(key);
            meters.forget(key);
        });
    }
}
