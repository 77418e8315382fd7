package io.bothways.status.records;

import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was written to the apps: totals, and how long the last writes took. */
@ApplicationScoped
public class Writes {
    /** The lag of a connection is told over this many of its last writes. */
    private static final int RECENT = 200;

    private final Database database;

    Writes(Database database) {
        this.database = database;
    }

    /** Writes of one side, by operation and outcome, and how long the last took from detection to the app's answer. */
    public record WriteTotal(
            String object, String side, String operation, String outcome, long writes, Instant lastAt, long latencyMs) {

        /** Whether the app took it. */
        public boolean applied() {
            return outcome.equals("applied");
        }
    }

    /** From the time Bothways knew of a change to the app's answer, over the last writes that no listing led to. */
    public record Lag(long p50Ms, long p95Ms, long writes) {}

    public void written(Connection transaction, RecordsWritten wrote) throws SQLException {
        Map<List<String>, List<Written>> groups = wrote.writes().stream()
                .collect(Collectors.groupingBy(
                        write -> List.of(write.operation(), write.outcome()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        String tenant = wrote.head().tenant().value();
        String connection = wrote.connection().value();
        List<@Nullable Object[]> totals = groups.entrySet().stream()
                .map(group -> new @Nullable Object[] {
                    tenant,
                    connection,
                    wrote.object(),
                    wrote.side().name(),
                    group.getKey().getFirst(),
                    group.getKey().getLast(),
                    group.getValue().size(),
                    wrote.head().observedAt(),
                    lag(wrote, group.getValue().getLast())
                })
                .toList();
        Database.changeAll(
                transaction,
                "INSERT INTO status.write_total (tenant, connection, object, side, operation, outcome, writes,"
                        + " last_at, latency_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, connection,"
                        + " object, side, operation, outcome) DO UPDATE SET"
                        + " writes = write_total.writes + excluded.writes, last_at = excluded.last_at,"
                        + " latency_ms = excluded.latency_ms",
                totals);
        if (wrote.head().cause().kind() != Cause.Kind.LISTING) {
            remember(transaction, tenant, connection, wrote);
        }
    }

    private static void remember(Connection transaction, String tenant, String connection, RecordsWritten wrote)
            throws SQLException {
        int from = Math.max(0, wrote.writes().size() - RECENT);
        List<@Nullable Object[]> lags = wrote.writes().subList(from, wrote.writes().size()).stream()
                .map(write -> new @Nullable Object[] {tenant, connection, lag(wrote, write)})
                .toList();
        Database.changeAll(
                transaction, "INSERT INTO status.write_lag (tenant, connection, lag_ms) VALUES (?, ?, ?)", lags);
        Database.change(
                transaction,
                "DELETE FROM status.write_lag WHERE tenant = ? AND connection = ? AND id <= (SELECT id FROM"
                        + " status.write_lag WHERE tenant = ? AND connection = ? ORDER BY id DESC OFFSET ? LIMIT 1)",
                tenant,
                connection,
                tenant,
                connection,
                RECENT);
    }

    /** The newest first. */
    public List<WriteTotal> totals(TenantId tenant, ConnectionId connection) {
        return database.list(
                row -> new WriteTotal(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getTimestamp(6).toInstant(),
                        row.getLong(7)),
                "SELECT object, side, operation, outcome, writes, last_at, latency_ms FROM status.write_total"
                        + " WHERE tenant = ? AND connection = ?"
                        + " ORDER BY last_at DESC, object, side, operation, outcome",
                tenant.value(),
                connection.value());
    }

    /** Empty before the first write. */
    public Optional<Lag> lag(TenantId tenant, ConnectionId connection) {
        return database.first(
                        row -> new Lag(row.getLong(1), row.getLong(2), row.getLong(3)),
                        "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lag_ms),"
                                + " percentile_disc(0.95) WITHIN GROUP (ORDER BY lag_ms), count(*)"
                                + " FROM status.write_lag WHERE tenant = ? AND connection = ?",
                        tenant.value(),
                        connection.value())
                .filter(lag -> lag.writes() > 0);
    }

    // Two clocks may differ by a moment; a negative time would tell nobody anything.
    private static long lag(RecordsWritten wrote, Written write) {
        return Math.max(0, wrote.head().observedAt().toEpochMilli() - write.observedAt().toEpochMilli());
    }
}
