package io.bothways.status.decisions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.ConflictsDecided;
import io.bothways.contracts.event.Activity.DecidedConflict;
import io.bothways.contracts.event.Activity.PutBackAnswered;
import io.bothways.runtime.codec.Codec;
import io.bothways.status.store.Database;
import io.bothways.status.store.JsonColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * The last conflict of each field that was decided by rule, with the value that lost: only that one can be put back.
 * The newest of each connection are kept.
 */
@ApplicationScoped
public class Conflicts {
    /** Losing values are personal data: no more of them are kept than a person looks through. */
    private static final int KEPT = 1000;

    private final Database database;
    private final Codec codec;

    Conflicts(Database database, Codec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** What has become of a conflict. */
    public enum State {
        DECIDED,
        /** Somebody has asked for the losing value. */
        PUT_BACK_ASKED,
        /** The losing value goes to the side that had held it. */
        PUT_BACK,
        /** A later edit of the field stands. */
        EDITED_SINCE,
        /** The app does not let the field be written alone. */
        NOT_WRITABLE,
        /** The losing value is not kept any more. */
        NOT_KEPT
    }

    /**
     * One conflict as it is told.
     *
     * @param id higher than that of every conflict that was decided before
     * @param winner the side whose value stands
     * @param rule which rule of the merge decided
     * @param winningValue by its type, null for an empty field
     * @param losingValue the same of the other side
     */
    public record Conflict(
            long id,
            String object,
            String link,
            String title,
            String mapping,
            Side winner,
            String rule,
            JsonNode winningValue,
            JsonNode losingValue,
            State state,
            Instant decidedAt) {
        @Override
        public String toString() {
            return "Conflict[" + id + ", " + link + ", " + mapping + ", " + state + "]";
        }
    }

    public void decided(Connection transaction, ConflictsDecided decided) throws SQLException {
        // A field may stand twice in a list, and one statement changes a row once.
        SequencedMap<List<String>, DecidedConflict> last = new LinkedHashMap<>();
        decided.conflicts().forEach(conflict -> last.putLast(List.of(conflict.link(), conflict.mapping()), conflict));
        SequencedCollection<DecidedConflict> conflicts = last.sequencedValues();
        String tenant = decided.head().tenant().value();
        String connection = decided.connection().value();
        Database.change(
                transaction,
                "INSERT INTO status.conflict (tenant, connection, object, state, decided_at, link, mapping, winner,"
                        + " rule, held) SELECT ?, ?, ?, ?, ?, c.* FROM unnest(?, ?, ?, ?, ?) AS c"
                        + " ON CONFLICT (tenant, connection, object, link, mapping) DO UPDATE SET id = excluded.id,"
                        + " winner = excluded.winner, rule = excluded.rule, held = excluded.held,"
                        + " state = excluded.state, decided_at = excluded.decided_at",
                tenant,
                connection,
                decided.object(),
                State.DECIDED.name(),
                decided.head().observedAt(),
                column(conflicts, DecidedConflict::link),
                column(conflicts, DecidedConflict::mapping),
                column(conflicts, conflict -> conflict.winner().name()),
                column(conflicts, DecidedConflict::rule),
                column(conflicts, conflict -> codec.fields(conflict.held())));
        Database.change(
                transaction,
                "DELETE FROM status.conflict WHERE tenant = ? AND connection = ? AND id <= (SELECT id FROM"
                        + " status.conflict WHERE tenant = ? AND connection = ? ORDER BY id DESC OFFSET ? LIMIT 1)",
                tenant,
                connection,
                tenant,
                connection,
                KEPT);
    }

    /**
     * The newest first.
     *
     * @param before id of the last conflict of the page before
     */
    public List<Conflict> find(TenantId tenant, ConnectionId connection, long before, int limit) {
        return database.list(
                Conflicts::conflict,
                "SELECT c.id, object, link, coalesce(r.title, ''), c.mapping, c.winner, c.rule, c.held, c.state,"
                        + " c.decided_at FROM status.conflict c LEFT JOIN status.record_state r"
                        + " USING (tenant, connection, object, link)"
                        + " WHERE tenant = ? AND connection = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?",
                tenant.value(),
                connection.value(),
                before,
                limit);
    }

    /** In the caller's transaction. Nothing is left to ask for of a conflict that is not kept any more. */
    void putBackAsked(TenantId tenant, ConnectionId connection, String object, String link, String mapping) {
        database.change(
                "UPDATE status.conflict SET state = ? WHERE tenant = ? AND connection = ? AND object = ?"
                        + " AND link = ? AND mapping = ?",
                State.PUT_BACK_ASKED.name(),
                tenant.value(),
                connection.value(),
                object,
                link,
                mapping);
    }

    /** What can be asked for again is shown as it was before it was asked for. */
    public void putBackAnswered(Connection transaction, PutBackAnswered answered) throws SQLException {
        State state = switch (answered.answer()) {
            case WRITING -> State.PUT_BACK;
            case EDITED_SINCE -> State.EDITED_SINCE;
            case NOT_NOW -> State.DECIDED;
            case NOT_WRITABLE -> State.NOT_WRITABLE;
            case NOT_KEPT -> State.NOT_KEPT;
        };
        Database.change(
                transaction,
                "UPDATE status.conflict SET state = ? WHERE tenant = ? AND connection = ? AND object = ?"
                        + " AND link = ? AND mapping = ? AND state = ?",
                state.name(),
                answered.head().tenant().value(),
                answered.connection().value(),
                answered.object(),
                answered.link(),
                answered.mapping(),
                State.PUT_BACK_ASKED.name());
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        Side winner = Side.valueOf(row.getString(6));
        JsonNode held = JsonColumn.read(row.getString(8));
        return new Conflict(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                winner,
                row.getString(7),
                value(held, winner),
                value(held, winner.other()),
                State.valueOf(row.getString(9)),
                row.getTimestamp(10).toInstant());
    }

    private static JsonNode value(JsonNode held, Side side) {
        String word = side.name().toLowerCase(Locale.ROOT);
        return held.hasNonNull(word) ? held.get(word) : NullNode.getInstance();
    }

    private static List<String> column(
            SequencedCollection<DecidedConflict> conflicts, Function<DecidedConflict, String> value) {
        return conflicts.stream().map(value).toList();
    }
}
