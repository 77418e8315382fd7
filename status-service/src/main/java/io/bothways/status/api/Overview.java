package io.bothways.status.api;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.LinkState;
import io.bothways.runtime.registry.Account;
import io.bothways.status.api.ConnectionView.EndView;
import io.bothways.status.api.ConnectionView.IndexingView;
import io.bothways.status.api.ConnectionView.MappingView;
import io.bothways.status.api.ConnectionView.ObjectSyncView;
import io.bothways.status.api.ConnectionView.State;
import io.bothways.status.records.Records;
import io.bothways.status.records.Writes;
import io.bothways.status.records.Writes.WriteTotal;
import io.bothways.status.registry.AccountEntity;
import io.bothways.status.registry.Accounts;
import io.bothways.status.registry.Connections.Found;
import io.bothways.status.registry.Offers;
import io.bothways.status.runs.Runs;
import io.bothways.status.runs.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what is known of a connection. */
@ApplicationScoped
class Overview {
    private final Accounts accounts;
    private final Offers offers;
    private final Records records;
    private final Writes writes;
    private final Runs runs;

    Overview(Accounts accounts, Offers offers, Records records, Writes writes, Runs runs) {
        this.accounts = accounts;
        this.offers = offers;
        this.records = records;
        this.writes = writes;
        this.runs = runs;
    }

    ConnectionView of(TenantId tenant, Found found) {
        ConnectionConfiguration configuration = found.configuration();
        ConnectionId id = configuration.connection();
        AccountEntity a = accounts.get(tenant, configuration.accountA().value());
        AccountEntity b = accounts.get(tenant, configuration.accountB().value());
        Map<String, Map<LinkState.State, Long>> counts = records.counts(tenant, id);
        Map<String, Instant> gates = records.gates(tenant, id);
        List<WriteTotal> totals = writes.totals(tenant, id);
        List<Run> listings = configuration.objects().stream().allMatch(sync -> gates.containsKey(sync.object()))
                ? List.of()
                : runs.latestListings(tenant, List.of(a.id, b.id));
        Optional<WriteTotal> last = totals.stream().filter(WriteTotal::applied).findFirst();
        return new ConnectionView(
                id.value(),
                found.entity().name,
                found.entity().paused ? State.PAUSED : state(a, b, configuration, gates),
                end(a),
                end(b),
                configuration.objects().stream()
                        .map(sync -> object(configuration, sync, counts, gates, totals, listings))
                        .toList(),
                summed(counts.values().stream()),
                last.map(WriteTotal::lastAt),
                last.map(WriteTotal::latencyMs),
                writes.lag(tenant, id),
                totals.stream().filter(WriteTotal::applied).mapToLong(WriteTotal::writes).sum(),
                configuration.version(),
                found.entity().createdAt);
    }

    private static State state(
            AccountEntity a, AccountEntity b, ConnectionConfiguration configuration, Map<String, Instant> gates) {
        boolean unusable = Stream.of(a, b)
                .anyMatch(account -> account.state.equals(Account.State.NEEDS_RECONNECT.name()));
        if (unusable) {
            return State.NEEDS_RECONNECT;
        }
        boolean indexed = configuration.objects().stream().allMatch(sync -> gates.containsKey(sync.object()));
        return indexed ? State.LIVE : State.INDEXING;
    }

    private EndView end(AccountEntity account) {
        return new EndView(
                account.id,
                account.name,
                account.connector,
                offers.label(account.connector),
                account.identityLabel,
                account.state,
                account.stateReason);
    }

    private static ObjectSyncView object(
            ConnectionConfiguration configuration,
            ObjectSync sync,
            Map<String, Map<LinkState.State, Long>> counts,
            Map<String, Instant> gates,
            List<WriteTotal> totals,
            List<Run> listings) {
        boolean indexed = gates.containsKey(sync.object());
        return new ObjectSyncView(
                sync.object(),
                sync.type(Side.A),
                sync.type(Side.B),
                indexed,
                indexed ? List.of() : indexing(configuration, sync, listings),
                summed(Stream.of(counts.getOrDefault(sync.object(), Map.of()))),
                totals.stream().filter(total -> total.object().equals(sync.object())).toList(),
                sync.mappings().stream().map(Overview::mapping).toList());
    }

    private static List<IndexingView> indexing(
            ConnectionConfiguration configuration, ObjectSync sync, List<Run> listings) {
        return Arrays.stream(Side.values())
                .flatMap(side -> listings.stream()
                        .filter(run -> run.account().equals(configuration.account(side).value())
                                && run.type().equals(sync.type(side)))
                        .map(run -> new IndexingView(side, run.run(), run.state(), run.records(), run.expected())))
                .toList();
    }

    private static MappingView mapping(Mapping mapping) {
        return new MappingView(
                mapping.name(),
                fields(mapping, Side.A),
                fields(mapping, Side.B),
                mapping.direction().name(),
                mapping.policy().name());
    }

    private static String fields(Mapping mapping, Side side) {
        return mapping.fields(side).stream().map(MappedField::name).collect(Collectors.joining(" + "));
    }

    private static Map<String, Long> summed(Stream<Map<LinkState.State, Long>> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach(states -> states.forEach((state, count) -> sums.merge(state.name(), count, Long::sum)));
        return sums;
    }
}
