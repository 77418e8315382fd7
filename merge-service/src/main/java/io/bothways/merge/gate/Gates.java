package io.bothways.merge.gate;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Overtaken;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.gate.Gate.Pass;
import io.bothways.merge.gate.Gate.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of gates and listings. A gate that was seen open is remembered: it never closes again. */
public final class Gates {
    private static final String NAME = "tenant, connection, object";

    private final Set<LinkKey> open = ConcurrentHashMap.newKeySet();

    /** Whether the gate was open when it was last looked at; a closed one is looked at again under its lock. */
    public boolean isOpen(LinkKey name) {
        return open.contains(name);
    }

    /** How many are known to be open; it only grows. */
    public int openOnes() {
        return open.size();
    }

    /**
     * Holds gates that were seen closed until the transaction ends: an opening waits for batches that still fill the
     * mirror only, and finds their records. Throws {@link Overtaken} where one has opened.
     */
    public void holdClosed(Connection transaction, Collection<LinkKey> names) throws SQLException {
        Columns rows = named(names.stream().sorted().toList());
        make(transaction, rows);
        List<LinkKey> opened = rows.query(transaction, "SELECT g.tenant, g.connection, g.object, g.state"
                + " FROM {rows} AS q (" + NAME + ") JOIN merge.gate g USING (" + NAME + ")"
                + " ORDER BY g.tenant, g.connection, g.object FOR SHARE OF g",
                row -> row.getString(4).equals(State.INDEXING.name()) ? null : name(row));
        opened.removeIf(java.util.Objects::isNull);
        if (!opened.isEmpty()) {
            open.addAll(opened);
            throw new Overtaken("a gate has opened");
        }
    }

    private static void make(Connection connection, Columns names) throws SQLException {
        names.update(connection, "INSERT INTO merge.gate (" + NAME + ", state, pass, after_id, version)"
                + " SELECT *, 'INDEXING', 'NONE', '', 0 FROM {rows} ON CONFLICT DO NOTHING");
    }

    /** Notes that partitions are merged up to the end of a listing. */
    public void finished(Connection transaction, List<ChangeEvent.ListingFinished> listings) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "int", "int", "bigint", "timestamptz");
        for (ChangeEvent.ListingFinished listing : listings) {
            rows.add(listing.head().tenant().value(), listing.head().account().value(), listing.type(), listing.run(),
                    listing.partition(), listing.partitions(), listing.records(), listing.startedAt().toString());
        }
        rows.update(transaction, "INSERT INTO merge.listing (tenant, account, type, run, partition, partitions,"
                + " records, started_at) SELECT DISTINCT * FROM {rows} ON CONFLICT DO NOTHING");
    }

    /** All gates of these syncs; missing ones are made. */
    List<Gate> of(Connection connection, Collection<Sync> syncs) throws SQLException {
        Columns rows = named(syncs.stream().map(sync -> sync.link("")).toList());
        List<Gate> gates = read(connection, rows);
        if (gates.size() < rows.size()) {
            make(connection, rows);
            gates = read(connection, rows);
        }
        gates.stream().filter(gate -> gate.state() != State.INDEXING).forEach(gate -> open.add(gate.name()));
        return gates;
    }

    private static List<Gate> read(Connection connection, Columns names) throws SQLException {
        return names.query(connection, "SELECT g.tenant, g.connection, g.object, g.state, g.pass, g.after_id, g.version"
                + " FROM {rows} WITH ORDINALITY AS q (" + NAME + ", ord) JOIN merge.gate g USING (" + NAME + ")"
                + " ORDER BY q.ord", row -> new Gate(name(row), State.valueOf(row.getString(4)),
                        Pass.valueOf(row.getString(5)), row.getString(6), row.getLong(7)));
    }

    /** How many records the newest complete listing of a side returned, begun since then; -1 where there is none. */
    long listed(Connection connection, Sync sync, Side side, Instant since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT max(records) FROM merge.listing"
                + " WHERE tenant = ? AND account = ? AND type = ? AND started_at >= ? GROUP BY run"
                + " HAVING count(*) = max(partitions) ORDER BY min(started_at) DESC LIMIT 1")) {
            RecordKey any = sync.record(side, "-");
            select.setString(1, any.tenant().value());
            select.setString(2, any.ref().account().value());
            select.setString(3, any.ref().type());
            select.setTimestamp(4, Timestamp.from(since));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    /** Moves a gate on; false where somebody else has moved it. */
    boolean move(Connection connection, Gate from, State state, Pass pass, String after, long version)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE merge.gate SET state = ?, pass = ?,"
                + " after_id = ?, version = ? WHERE tenant = ? AND connection = ? AND object = ? AND state = ?"
                + " AND pass = ? AND after_id = ?")) {
            update.setString(1, state.name());
            update.setString(2, pass.name());
            update.setString(3, after);
            update.setLong(4, version);
            update.setString(5, from.name().tenant().value());
            update.setString(6, from.name().connection().value());
            update.setString(7, from.name().object());
            update.setString(8, from.state().name());
            update.setString(9, from.pass().name());
            update.setString(10, from.after());
            return update.executeUpdate() == 1;
        }
    }

    /** Remembers that the gate is open, once that is committed. */
    void opened(LinkKey name) {
        open.add(name);
    }

    /**
     * The next part of a pass.
     *
     * @param records those that are due: an index pass leaves out what is indexed, the second merge pass what is linked
     * @param last the id up to which the part goes; empty where the pass is over
     */
    record Page(List<RecordKey> records, String last) {}

    Page page(Connection connection, Sync sync, Gate gate, String indexed, int limit) throws SQLException {
        RecordKey any = sync.record(gate.pass().side(), "-");
        // A subquery per row, not a join: a planner without statistics would read all links for each page.
        String due = gate.pass() == Pass.MERGE_B
                ? "(SELECT count(*) = 0 FROM merge.link l WHERE l.tenant = m.tenant AND l.connection = ?"
                        + " AND l.object = ? AND l.id_b = m.id AND l.id_b IS NOT NULL AND l.live"
                        + " AND l.id_a IS NOT NULL)"
                : gate.pass().merges() ? "true" : "m.indexed <> ?";
        List<RecordKey> page = new ArrayList<>();
        String last = "";
        try (PreparedStatement select = connection.prepareStatement("SELECT m.id, " + due + " FROM merge.mirror m"
                + " WHERE m.tenant = ? AND m.account = ? AND m.type = ? AND m.id > ? ORDER BY m.id LIMIT ?")) {
            int at = 0;
            if (gate.pass() == Pass.MERGE_B) {
                select.setString(++at, gate.name().connection().value());
                select.setString(++at, gate.name().object());
            } else if (!gate.pass().merges()) {
                select.setString(++at, indexed);
            }
            select.setString(++at, any.tenant().value());
            select.setString(++at, any.ref().account().value());
            select.setString(++at, any.ref().type());
            select.setString(++at, gate.after());
            select.setInt(++at, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getString(1);
                    if (row.getBoolean(2)) {
                        page.add(any.sibling(last));
                    }
                }
            }
        }
        return new Page(page, last);
    }

    private static Columns named(Collection<LinkKey> names) {
        Columns rows = new Columns("text", "text", "text");
        names.stream().distinct().forEach(name ->
                rows.add(name.tenant().value(), name.connection().value(), name.object()));
        return rows;
    }

    private static LinkKey name(ResultSet row) throws SQLException {
        return new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)), row.getString(3), "");
    }
}
