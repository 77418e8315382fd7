package io.bothways.poller.push;

import io.bothways.connector.SourceRecord;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Hint;
import io.bothways.poller.PollConfig;
import io.bothways.poller.PollMeters;
import io.bothways.poller.PolledType;
import io.bothways.poller.publish.Teller;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The meter of lost pushes. An edit that a poll found is judged once its push has had time to come: it is lost if no
 * push told of the record since the edit. Only types that are pushed at all are counted.
 */
@ApplicationScoped
public class LostPushes {
    /** A push may be stamped before the edit that it tells of: by our clock, and by the app's. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
    /** Without any push for that long, nobody expects one. */
    private static final Duration PUSHED_AT_ALL = Duration.ofDays(30);

    private final DataSource database;
    private final Registry registry;
    private final Teller teller;
    private final PollMeters meters;
    private final PollConfig config;
    private final Clock clock;

    /** @param id empty for the type as a whole */
    private record Told(PolledType type, String id, Instant at) {}

    private record Lost(PolledType type, long records) {}

    LostPushes(
            DataSource database,
            Registry registry,
            Teller teller,
            PollMeters meters,
            PollConfig config,
            Clock clock) {
        this.database = database;
        this.registry = registry;
        this.teller = teller;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
    }

    /** Pushes have told of these. */
    void hinted(List<Hint> hints) {
        // Sorted: replicas lock rows in one order.
        Map<String, Told> latest = new TreeMap<>();
        for (Hint hint : hints) {
            PolledType type = new PolledType(hint.head().tenant(), hint.ref().account(), hint.ref().type());
            for (String id : List.of(hint.ref().id(), "")) {
                latest.merge(type + "/" + id, new Told(type, id, hint.head().observedAt()), LostPushes::later);
            }
        }
        String sql = "INSERT INTO poller.hinted AS held (tenant, account, type, id, hinted_at)"
                + " SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])"
                + " ON CONFLICT (tenant, account, type, id) DO UPDATE"
                + " SET hinted_at = greatest(held.hinted_at, excluded.hinted_at)";
        store(sql, latest.values(), List.of(
                told -> told.type().tenant().value(),
                told -> told.type().account().value(),
                told -> told.type().type(),
                Told::id,
                told -> told.at().toString()));
    }

    /** A poll has published these edits. */
    public void found(App app, PolledType type, Collection<SourceRecord> edits) {
        if (app.descriptor().pushes().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<String, SourceRecord> byId = new TreeMap<>();
        // An edit from before our time (a first poll, a long pause) is none that a push was waited for.
        Instant expected = now.minus(config.pushGrace().multipliedBy(2));
        edits.stream()
                .filter(edit -> modified(app, edit).isAfter(expected))
                .forEach(edit -> byId.put(edit.id(), edit));
        String sql = "INSERT INTO poller.found AS held (tenant, account, type, id, found_at, modified_at)"
                + " SELECT * FROM"
                + " unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])"
                + " ON CONFLICT (tenant, account, type, id) DO UPDATE SET modified_at = excluded.modified_at";
        store(sql, byId.values(), List.of(
                edit -> type.tenant().value(),
                edit -> type.account().value(),
                edit -> type.type(),
                SourceRecord::id,
                edit -> now.toString(),
                edit -> modified(app, edit).toString()));
    }

    /** By our clock, as hints are. */
    private static Instant modified(App app, SourceRecord edit) {
        return Instant.ofEpochMilli(edit.version()).minus(app.clockAhead());
    }

    /** Tells of what was found long enough ago and has had no push; forgets what cannot matter any more. */
    public void judge() {
        Instant due = clock.instant().minus(config.pushGrace());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Lost> lost = takeLost(connection, due);
                lost.forEach(this::tell);
                forget(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("lost pushes cannot be counted", failed);
        }
    }

    /** Taken by one replica: another one passes over what this one holds. */
    private static List<Lost> takeLost(Connection connection, Instant due) throws SQLException {
        String sql = "WITH judged AS (DELETE FROM poller.found AS f USING (SELECT tenant, account, type, id"
                + " FROM poller.found WHERE found_at <= ? FOR UPDATE SKIP LOCKED) AS old WHERE f.tenant = old.tenant"
                + " AND f.account = old.account AND f.type = old.type AND f.id = old.id RETURNING f.*)"
                + " SELECT j.tenant, j.account, j.type, count(*) FROM judged j"
                + " JOIN poller.hinted t ON t.tenant = j.tenant AND t.account = j.account AND t.type = j.type"
                + " AND t.id = ''"
                + " LEFT JOIN poller.hinted h ON h.tenant = j.tenant AND h.account = j.account AND h.type = j.type"
                + " AND h.id = j.id AND h.hinted_at >= j.modified_at - ?::interval"
                + " WHERE h.id IS NULL GROUP BY j.tenant, j.account, j.type";
        List<Lost> lost = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setTimestamp(1, Timestamp.from(due));
            delete.setString(2, CLOCKS_APART.toSeconds() + " seconds");
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    PolledType type = new PolledType(
                            new TenantId(row.getString(1)), new AccountId(row.getString(2)), row.getString(3));
                    lost.add(new Lost(type, row.getLong(4)));
                }
            }
        }
        return lost;
    }

    private void tell(Lost lost) {
        registry.account(lost.type().account()).ifPresent(account -> {
            teller.tell(new Activity.PushesLost(
                    teller.head(lost.type(), Cause.of(Cause.Kind.POLL)), lost.type().type(), lost.records()));
            meters.pushesLost(account.connector(), lost.type().type(), lost.records());
        });
    }

    private void forget(Connection connection) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM poller.hinted WHERE hinted_at < ? AND (id <> '' OR hinted_at < ?)")) {
            delete.setTimestamp(1, Timestamp.from(
                    now.minus(config.pushGrace().multipliedBy(4)).minus(CLOCKS_APART)));
            delete.setTimestamp(2, Timestamp.from(now.minus(PUSHED_AT_ALL)));
            delete.executeUpdate();
        }
    }

    private static Told later(Told one, Told other) {
        return one.at().isAfter(other.at()) ? one : other;
    }

    private <T> void store(String sql, Collection<T> rows, List<Function<T, String>> columns) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int column = 0; column < columns.size(); column++) {
                Object[] values = rows.stream().map(columns.get(column)).toArray();
                insert.setArray(column + 1, connection.createArrayOf("text", values));
            }
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("what was pushed and found cannot be stored", failed);
        }
    }
}
