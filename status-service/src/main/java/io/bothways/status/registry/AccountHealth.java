package io.bothways.status.registry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.AccountChecked;
import io.bothways.contracts.event.Activity.AccountFailed;
import io.bothways.contracts.event.Activity.AccountParked;
import io.bothways.contracts.event.Activity.AccountRecovered;
import io.bothways.contracts.event.Activity.PushesArranged;
import io.bothways.runtime.codec.Codec;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves accounts between their states by what the poller and the writer found. */
@ApplicationScoped
public class AccountHealth {
    private final Database database;
    private final Codec codec;

    AccountHealth(Database database, Codec codec) {
        this.database = database;
        this.codec = codec;
    }

    /**
     * How an account fares at this moment.
     *
     * @param pushes empty where a person sets them up in the app
     */
    public record Condition(
            Optional<Instant> parkedUntil, Optional<String> failure, Optional<Pushes> pushes, Instant since) {}

    /** The types that the app pushes because it was asked to, or why it does not. */
    public record Pushes(List<String> types, Optional<String> failure) {}

    /** A first check fixes the vendor's identity; a later one has to meet the same. */
    public void checked(Connection transaction, AccountChecked checked) throws SQLException {
        Database.change(
                transaction,
                "UPDATE registry.account SET"
                        + " state = CASE WHEN state = 'PAUSED' THEN state WHEN identity IN ('', ?) THEN 'CONNECTED'"
                        + " ELSE 'NEEDS_RECONNECT' END,"
                        + " state_reason = CASE WHEN identity IN ('', ?) THEN ''"
                        + " ELSE 'These credentials open another account of the app than the one that was"
                        + " connected.' END,"
                        + " identity = CASE WHEN identity = '' THEN ? ELSE identity END,"
                        + " identity_label = ?, api_version = ?, object_schemas = ? WHERE tenant = ? AND id = ?",
                checked.identity(),
                checked.identity(),
                checked.identity(),
                Database.storable(checked.label()),
                checked.apiVersion(),
                codec.schemas(checked.objects()),
                checked.head().tenant().value(),
                checked.head().account().value());
        condition(transaction, checked.head(), null, null);
    }

    public void failed(Connection transaction, AccountFailed failed) throws SQLException {
        String words = Database.storable(failed.failure().message());
        if (failed.reconnect()) {
            Database.change(
                    transaction,
                    "UPDATE registry.account SET state = 'NEEDS_RECONNECT', state_reason = ?"
                            + " WHERE tenant = ? AND id = ? AND state <> 'PAUSED'",
                    words,
                    failed.head().tenant().value(),
                    failed.head().account().value());
        }
        condition(transaction, failed.head(), null, words);
    }

    /** What a person has to mend stands in the account's state, and stays there until a check succeeds. */
    public void recovered(Connection transaction, AccountRecovered recovered) throws SQLException {
        condition(transaction, recovered.head(), null, null);
    }

    public void parked(Connection transaction, AccountParked parked) throws SQLException {
        condition(transaction, parked.head(), parked.until(), Database.storable(parked.failure().message()));
    }

    /** What the app pushes, or why it does not. */
    public void arranged(Connection transaction, PushesArranged arranged) throws SQLException {
        Database.change(
                transaction,
                "INSERT INTO status.account_pushes (tenant, account, types, failure, since) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (tenant, account) DO UPDATE SET types = excluded.types,"
                        + " failure = excluded.failure, since = excluded.since",
                arranged.head().tenant().value(),
                arranged.head().account().value(),
                String.join(",", arranged.types()),
                arranged.failures().isEmpty() ? null : Database.storable(arranged.failures().getFirst().message()),
                arranged.head().observedAt());
    }

    public Map<AccountId, Condition> conditions(TenantId tenant) {
        Map<AccountId, Condition> conditions = new HashMap<>();
        // Why the app wanted to be left alone is told for as long as it does.
        database.list(
                        row -> Map.entry(
                                new AccountId(row.getString(1)),
                                new Condition(
                                        Database.instant(row, 2),
                                        Optional.ofNullable(row.getString(3)),
                                        pushes(row.getString(5), row.getString(6)),
                                        row.getTimestamp(4).toInstant())),
                        "SELECT c.account, c.parked_until, CASE WHEN c.parked_until <= clock_timestamp() THEN NULL"
                                + " ELSE c.failure END, c.since, p.types, p.failure"
                                + " FROM status.account_condition c LEFT JOIN status.account_pushes p"
                                + " ON p.tenant = c.tenant AND p.account = c.account WHERE c.tenant = ?",
                        tenant.value())
                .forEach(found -> conditions.put(found.getKey(), found.getValue()));
        return conditions;
    }

    private static Optional<Pushes> pushes(@Nullable String types, @Nullable String failure) {
        return Optional.ofNullable(types).map(some -> new Pushes(
                Arrays.stream(some.split(",")).filter(type -> !type.isEmpty()).toList(), Optional.ofNullable(failure)));
    }

    private static void condition(
            Connection transaction, MessageHead head, @Nullable Instant parkedUntil, @Nullable String failure)
            throws SQLException {
        Database.change(
                transaction,
                "INSERT INTO status.account_condition (tenant, account, parked_until, failure, since)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, account) DO UPDATE SET"
                        + " parked_until = excluded.parked_until, failure = excluded.failure, since = excluded.since",
                head.tenant().value(),
                head.account().value(),
                parkedUntil,
                failure,
                head.observedAt());
    }
}
