package io.bothways.status.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.GateOpened;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.LinkState;
import io.bothways.status.records.WaitingWrites.WaitingWrite;
import io.bothways.status.store.Database;
import io.bothways.status.store.JsonColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How every record stands. Written in lists, a statement per list; the last word per link counts. */
@ApplicationScoped
public class Records {
    private final Database database;
    private final WaitingWrites waiting;

    Records(Database database, WaitingWrites waiting) {
        this.database = database;
        this.waiting = waiting;
    }

    /**
     * One record pair as it is told.
     *
     * @param reasons why it is not in step: code, field, message, app_message
     * @param waiting writes that failed and are tried again
     */
    public record RecordState(
            String object,
            String link,
            Optional<String> idA,
            Optional<String> idB,
            String title,
            LinkState.State state,
            JsonNode reasons,
            Instant updatedAt,
            List<WaitingWrite> waiting) {
        private RecordState waitingFor(List<WaitingWrite> writes) {
            return new RecordState(object, link, idA, idB, title, state, reasons, updatedAt, writes);
        }
    }

    /**
     * What to look for; what is empty matches everything.
     *
     * @param afterObject object of the last record of the page before, empty for the first page
     * @param afterLink its link
     */
    public record Query(
            String object, List<String> states, String text, String afterObject, String afterLink, int limit) {}

    public void changed(Connection transaction, LinksChanged change) throws SQLException {
        Map<String, LinkState> last = new LinkedHashMap<>();
        change.links().forEach(link -> last.put(link.link(), link));
        String tenant = change.head().tenant().value();
        forget(
                transaction,
                tenant,
                change,
                last.values().stream().filter(Records::isTakenUp).map(LinkState::link).toList());
        Collection<LinkState> links =
                last.values().stream().filter(link -> !isTakenUp(link)).toList();
        Database.change(
                transaction,
                "INSERT INTO status.record_state (tenant, connection, object, link, id_a, id_b, title, state,"
                        + " reasons, updated_at) SELECT ?, ?, ?, l.*, ? FROM unnest(?, ?, ?, ?, ?, ?) AS l"
                        + " ON CONFLICT (tenant, connection, object, link) DO UPDATE SET"
                        + " id_a = excluded.id_a, id_b = excluded.id_b, title = excluded.title,"
                        + " state = excluded.state, reasons = excluded.reasons, updated_at = excluded.updated_at",
                tenant,
                change.connection().value(),
                change.object(),
                change.head().observedAt(),
                column(links, LinkState::link),
                column(links, link -> link.idA().orElse(null)),
                column(links, link -> link.idB().orElse(null)),
                column(links, link -> Database.storable(link.title())),
                column(links, link -> link.state().name()),
                column(links, Records::reasons));
    }

    /** What people call the records that were written, by link; the ones that are known. */
    public Map<String, String> titles(Connection transaction, Activity activity) throws SQLException {
        if (!(activity instanceof RecordsWritten wrote)) {
            return Map.of();
        }
        Map<String, String> titles = new HashMap<>();
        Database.list(
                        transaction,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        "SELECT link, title FROM status.record_state WHERE tenant = ? AND connection = ?"
                                + " AND object = ? AND link = ANY (?) AND title <> ''",
                        wrote.head().tenant().value(),
                        wrote.connection().value(),
                        wrote.object(),
                        wrote.writes().stream().map(Written::link).toList())
                .forEach(title -> titles.put(title.getKey(), title.getValue()));
        return titles;
    }

    public void opened(Connection transaction, GateOpened gate) throws SQLException {
        Database.change(
                transaction,
                "INSERT INTO status.gate (tenant, connection, object, opened_at, records_a, records_b)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                gate.head().tenant().value(),
                gate.connection().value(),
                gate.object(),
                gate.head().observedAt(),
                gate.recordsA(),
                gate.recordsB());
    }

    /** Records by state, per object of a connection. */
    public Map<String, Map<LinkState.State, Long>> counts(TenantId tenant, ConnectionId connection) {
        record Count(String object, LinkState.State state, long records) {}
        Map<String, Map<LinkState.State, Long>> counts = new TreeMap<>();
        database.list(
                        row -> new Count(
                                row.getString(1), LinkState.State.valueOf(row.getString(2)), row.getLong(3)),
                        "SELECT object, state, count(*) FROM status.record_state WHERE tenant = ? AND connection = ?"
                                + " GROUP BY object, state",
                        tenant.value(),
                        connection.value())
                .forEach(count -> counts.computeIfAbsent(count.object(), name -> new TreeMap<>())
                        .put(count.state(), count.records()));
        return counts;
    }

    /** When the gates of a connection's objects opened. */
    public Map<String, Instant> gates(TenantId tenant, ConnectionId connection) {
        Map<String, Instant> gates = new TreeMap<>();
        database.list(
                        row -> Map.entry(row.getString(1), row.getTimestamp(2).toInstant()),
                        "SELECT object, opened_at FROM status.gate WHERE tenant = ? AND connection = ?",
                        tenant.value(),
                        connection.value())
                .forEach(gate -> gates.put(gate.getKey(), gate.getValue()));
        return gates;
    }

    /** A page of records in the order of object and link. */
    public List<RecordState> find(TenantId tenant, ConnectionId connection, Query wanted) {
        String pattern = "%" + wanted.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        List<RecordState> found = database.list(
                Records::record,
                "SELECT object, link, id_a, id_b, title, state, reasons, updated_at FROM status.record_state"
                        + " WHERE tenant = ? AND connection = ? AND (? = '' OR object = ?)"
                        + " AND (cardinality(?::text[]) = 0 OR state = ANY (?))"
                        + " AND (? = '' OR title ILIKE ? OR id_a = ? OR id_b = ?) AND (object, link) > (?, ?)"
                        + " ORDER BY object, link LIMIT ?",
                tenant.value(),
                connection.value(),
                wanted.object(),
                wanted.object(),
                wanted.states(),
                wanted.states(),
                wanted.text(),
                pattern,
                wanted.text(),
                wanted.text(),
                wanted.afterObject(),
                wanted.afterLink(),
                wanted.limit());
        Map<String, List<WaitingWrite>> writes =
                waiting.of(tenant, connection, found.stream().map(RecordState::link).toList());
        return found.stream()
                .map(record -> record.waitingFor(writes.getOrDefault(record.link(), List.of())))
                .toList();
    }

    /** Whether the record pair was told. */
    public boolean knows(TenantId tenant, ConnectionId connection, String object, String link) {
        return database.first(
                        row -> row.getString(1),
                        "SELECT link FROM status.record_state WHERE tenant = ? AND connection = ? AND object = ?"
                                + " AND link = ?",
                        tenant.value(),
                        connection.value(),
                        object,
                        link)
                .isPresent();
    }

    /** The object of a record pair that a person is to look at for this reason; empty if it is not so. */
    public Optional<String> inReview(TenantId tenant, ConnectionId connection, String link, String code) {
        record Reviewed(String object, JsonNode reasons) {}
        return database
                .list(
                        row -> new Reviewed(row.getString(1), JsonColumn.read(row.getString(2))),
                        "SELECT object, reasons FROM status.record_state WHERE tenant = ? AND connection = ?"
                                + " AND link = ? AND state = 'REVIEW'",
                        tenant.value(),
                        connection.value(),
                        link)
                .stream()
                .filter(reviewed -> reviewed.reasons().findValuesAsText("code").contains(code))
                .map(Reviewed::object)
                .findFirst();
    }

    /** Half a link that was taken up into another one is over without a reason: nothing is left to tell of it. */
    private static boolean isTakenUp(LinkState link) {
        return link.state() == LinkState.State.ENDED && link.reasons().isEmpty();
    }

    private static void forget(Connection transaction, String tenant, LinksChanged change, List<String> links)
            throws SQLException {
        Database.change(
                transaction,
                "DELETE FROM status.record_state WHERE tenant = ? AND connection = ? AND object = ?"
                        + " AND link = ANY (?)",
                tenant,
                change.connection().value(),
                change.object(),
                links);
    }

    private static RecordState record(ResultSet row) throws SQLException {
        return new RecordState(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                row.getString(5),
                LinkState.State.valueOf(row.getString(6)),
                JsonColumn.read(row.getString(7)),
                row.getTimestamp(8).toInstant(),
                List.of());
    }

    private static String reasons(LinkState link) {
        var list = JsonColumn.array();
        link.reasons().forEach(reason -> list.addObject()
                .put("code", reason.code())
                .put("field", reason.field())
                .put("message", reason.message())
                .put("app_message", reason.appMessage()));
        return list.toString();
    }

    private static Collection<@Nullable String> column(
            Collection<LinkState> links, Function<LinkState, @Nullable String> value) {
        List<@Nullable String> column = new ArrayList<>(links.size());
        links.forEach(link -> column.add(value.apply(link)));
        return column;
    }
}
