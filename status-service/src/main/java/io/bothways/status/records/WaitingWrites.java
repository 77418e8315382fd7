package io.bothways.status.records;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.Waiting;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.Activity.WritesWaiting;
import io.bothways.contracts.event.LinkState;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes that failed and will be tried again: how often they were, why, and when the next try is. */
@ApplicationScoped
public class WaitingWrites {
    private final Database database;

    WaitingWrites(Database database) {
        this.database = database;
    }

    /**
     * A write that waits.
     *
     * @param side of the record that is to be written
     * @param attempts so far
     */
    public record WaitingWrite(String side, int attempts, Instant nextTry, String code, String message) {}

    public void waits(Connection transaction, WritesWaiting waiting) throws SQLException {
        Map<String, Waiting> last = new LinkedHashMap<>();
        waiting.writes().forEach(write -> last.put(write.link(), write));
        Collection<Waiting> writes = last.values();
        Database.change(
                transaction,
                "INSERT INTO status.waiting_write (tenant, connection, object, side, link, attempts, next_try, code,"
                        + " message) SELECT ?, ?, ?, ?, w.* FROM unnest(?, ?::text[]::integer[],"
                        + " ?::text[]::timestamptz[], ?, ?) AS w"
                        + " ON CONFLICT (tenant, connection, object, link, side) DO UPDATE SET"
                        + " attempts = excluded.attempts, next_try = excluded.next_try, code = excluded.code,"
                        + " message = excluded.message",
                waiting.head().tenant().value(),
                waiting.connection().value(),
                waiting.object(),
                waiting.side().name(),
                writes.stream().map(Waiting::link).toList(),
                writes.stream().map(write -> String.valueOf(write.attempts())).toList(),
                writes.stream().map(write -> write.nextTry().toString()).toList(),
                writes.stream().map(write -> write.failure().code()).toList(),
                writes.stream().map(write -> Database.storable(write.failure().message())).toList());
    }

    /** Their outcome is known. */
    public void written(Connection transaction, RecordsWritten wrote) throws SQLException {
        Database.change(
                transaction,
                "DELETE FROM status.waiting_write WHERE tenant = ? AND connection = ? AND object = ? AND side = ?"
                        + " AND link = ANY (?)",
                wrote.head().tenant().value(),
                wrote.connection().value(),
                wrote.object(),
                wrote.side().name(),
                wrote.writes().stream().map(Written::link).toList());
    }

    /** Nothing is wanted of them any more, whatever became of the write. */
    public void changed(Connection transaction, LinksChanged change) throws SQLException {
        Database.change(
                transaction,
                "DELETE FROM status.waiting_write WHERE tenant = ? AND connection = ? AND object = ?"
                        + " AND link = ANY (?)",
                change.head().tenant().value(),
                change.connection().value(),
                change.object(),
                change.links().stream()
                        .filter(link -> link.state() != LinkState.State.PENDING)
                        .map(LinkState::link)
                        .toList());
    }

    /** By link, for those of the links that have any. */
    public Map<String, List<WaitingWrite>> of(TenantId tenant, ConnectionId connection, Collection<String> links) {
        record Row(String link, WaitingWrite write) {}
        return database
                .list(
                        row -> new Row(row.getString(1), new WaitingWrite(
                                row.getString(2),
                                row.getInt(3),
                                row.getTimestamp(4).toInstant(),
                                row.getString(5),
                                row.getString(6))),
                        "SELECT link, side, attempts, next_try, code, message FROM status.waiting_write"
                                + " WHERE tenant = ? AND connection = ? AND link = ANY (?) ORDER BY link, side",
                        tenant.value(),
                        connection.value(),
                        List.copyOf(links))
                .stream()
                .collect(Collectors.groupingBy(
                        Row::link, HashMap::new, Collectors.mapping(Row::write, Collectors.toList())));
    }
}
