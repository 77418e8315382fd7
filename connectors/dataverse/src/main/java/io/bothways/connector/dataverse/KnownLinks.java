package io.bothways.connector.dataverse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last delta link of each table that this connector has met, and since when it tells everything. With it a read can
 * begin at a time and still be told of deletions; without it, after a restart, the table is read once more.
 */
final class KnownLinks {
    /** Links are not used to the last of their days. */
    private static final Duration FRESH = DataverseProvider.TRACKED.minus(Duration.ofDays(1));

    private final Map<String, Known> byTable = new ConcurrentHashMap<>();

    record Known(Instant since, DataversePosition link) {}

    /** @param since our clock before the call that began what the link tells the changes of */
    void met(String table, Instant since, DataversePosition link) {
        byTable.merge(
                table, new Known(since, link), (known, met) -> met.since().isBefore(known.since()) ? known : met);
    }

    Optional<Known> of(String table, Instant now) {
        return Optional.ofNullable(byTable.get(table))
                .filter(known -> Duration.between(known.since(), now).compareTo(FRESH) < 0);
    }
}
