package io.bothways.poller.poll;

import io.bothways.contracts.AccountId;
import io.bothways.poller.PollMeters;
import io.bothways.poller.account.PolledAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How long ago apps last answered a poll, over all replicas: the first thing to alert on. */
@ApplicationScoped
public class PollAges {
    private final Cursors cursors;
    private final PolledAccounts accounts;
    private final PollMeters meters;
    private final Clock clock;

    PollAges(Cursors cursors, PolledAccounts accounts, PollMeters meters, Clock clock) {
        this.cursors = cursors;
        this.accounts = accounts;
        this.meters = meters;
        this.clock = clock;
    }

    /** Reads them anew. */
    public void measure() {
        Map<String, Instant> oldest = new TreeMap<>();
        cursors.answers().forEach((id, answered) -> accounts
                .account(new AccountId(id))
                .filter(PolledAccounts::isConnected)
                .ifPresent(account -> oldest.merge(
                        account.connector(), answered, (one, other) -> one.isBefore(other) ? one : other)));
        Map<String, Supplier<Number>> ages = new TreeMap<>();
        oldest.forEach((connector, answered) ->
                ages.put(connector, () -> Duration.between(answered, clock.instant()).toMillis() / 1000.0));
        meters.ages(ages);
    }
}
