package io.bothways.status.decisions;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.DeletesHeld;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Batches of deletes that wait for a person: at most one per object and side. */
@ApplicationScoped
public class HeldDeletes {
    private static final String COLUMNS = "SELECT batch, object, side, deletes, records, held_at FROM"
            + " status.held_deletes h WHERE tenant = ? AND connection = ?";

    private final Database database;

    HeldDeletes(Database database) {
        this.database = database;
    }

    /**
     * One batch as it is told.
     *
     * @param side the side that the records would be deleted on
     * @param records of how many on that side
     */
    public record Batch(String batch, String object, Side side, long deletes, long records, Instant heldAt) {}

    /** What is told again is held still, whatever was decided before. */
    public void held(Connection transaction, DeletesHeld held) throws SQLException {
        Database.change(
                transaction,
                "INSERT INTO status.held_deletes (tenant, connection, object, side, batch, deletes, records,"
                        + " held_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, connection, object, side)"
                        + " DO UPDATE SET batch = excluded.batch, deletes = excluded.deletes,"
                        + " records = excluded.records, held_at = excluded.held_at, approved = NULL",
                held.head().tenant().value(),
                held.connection().value(),
                held.object(),
                held.side().name(),
                held.batch(),
                held.deletes(),
                held.records(),
                held.head().observedAt());
    }

    /**
     * Those that nobody has decided. A batch may also end by itself, when its records come back; nobody tells so, but
     * then no record is told as held any more.
     */
    public List<Batch> open(TenantId tenant, ConnectionId connection) {
        return database.list(
                HeldDeletes::batch,
                COLUMNS + " AND approved IS NULL AND EXISTS (SELECT 1 FROM status.record_state r"
                        + " WHERE r.tenant = h.tenant AND r.connection = h.connection AND r.object = h.object"
                        + " AND r.state = 'REVIEW' AND r.reasons LIKE '%\"code\":\"DELETES_HELD\"%')"
                        + " ORDER BY held_at DESC, object, side",
                tenant.value(),
                connection.value());
    }

    Optional<Batch> named(TenantId tenant, ConnectionId connection, String batch) {
        return database.first(
                HeldDeletes::batch, COLUMNS + " AND batch = ?", tenant.value(), connection.value(), batch);
    }

    /** In the caller's transaction. Whether it was open until now: of two persons one decides. */
    boolean decided(TenantId tenant, ConnectionId connection, String batch, boolean approved) {
        return database.change(
                        "UPDATE status.held_deletes SET approved = ? WHERE tenant = ? AND connection = ? AND batch = ?"
                                + " AND approved IS NULL",
                        approved,
                        tenant.value(),
                        connection.value(),
                        batch)
                > 0;
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getString(1),
                row.getString(2),
                Side.valueOf(row.getString(3)),
                row.getLong(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant());
    }
}
