package io.bothways.merge.link;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.merge.batch.Claim;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.FieldTexts;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Overtaken;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.batch.Syncs;
import io.bothways.runtime.codec.Codec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of links and of what is locked for them, read and written by sets. */
public final class LinkStore {
    private static final String FIELDS =
            "l.tenant, l.connection, l.object, l.link, l.id_a, l.id_b, l.live, l.state, l.memory,"
            + " coalesce(b.base_a, '{}'), coalesce(b.base_b, '{}')";
    private static final String BASES = " LEFT JOIN merge.link_base b ON b.tenant = l.tenant AND b.link = l.link"
            + " AND b.connection = l.connection AND b.object = l.object";
    /** Enough to know which records are linked; bases and memory are left out. */
    private static final String ENDS =
            "l.tenant, l.connection, l.object, l.link, l.id_a, l.id_b, l.live, l.state, '{}', '{}', '{}'";
    private static final String COLUMNS =
            "(tenant, connection, object, link, id_a, id_b, live, state, awaits_create, unresolved, orphaned, memory,"
            + " removal, removal_at)";
    private static final String[] ROW = {
        "text", "text", "text", "text", "text", "text", "bool", "text", "bool", "bool", "bool", "text", "text",
        "timestamptz"
    };
    private static final String OF_OBJECT = 
            "l.tenant = q.tenant AND l.connection = q.connection AND l.object = q.object";

    private final Codec codec;

    public LinkStore(Codec codec) {
        this.codec = codec;
    }

    /** Makes and locks the rows that both sides of a match have in common. */
    public void claim(Connection transaction, Collection<Claim> claims) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        claims.stream().sorted().forEach(claim ->
                rows.add(claim.tenant(), claim.connection(), claim.object(), claim.key(), claim.value()));
        rows.update(transaction, "INSERT INTO merge.key_claim SELECT * FROM {rows} ON CONFLICT DO NOTHING");
        rows.query(transaction, "SELECT 1 FROM {rows} AS q (tenant, connection, object, key, value)"
                + " JOIN merge.key_claim c USING (tenant, connection, object, key, value)"
                + " ORDER BY c.tenant, c.connection, c.object, c.key, c.value FOR UPDATE OF c", row -> row.getInt(1));
    }

    /**
     * Adds the links of the records over all connections; {@code whole}: live and ended ones, with bases and memory, else
     * live ones without these.
     */
    public void readOf(Connection connection, Collection<RecordKey> records, Syncs syncs, Links links, boolean whole,
            FieldTexts texts) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        for (RecordKey record : records) {
            for (Place place : syncs.placesOf(record)) {
                rows.add(record.tenant().value(), place.sync().connection().connection().value(),
                        place.sync().object().object(), place.side().name(), record.id());
            }
        }
        StringBuilder sql = new StringBuilder("WITH q AS MATERIALIZED (SELECT * FROM {rows}"
                + " AS r (tenant, connection, object, side, id))");
        String union = "";
        for (Side side : Side.values()) {
            for (String live : whole ? new String[] {"l.live", "NOT l.live"} : new String[] {"l.live"}) {
                sql.append(union).append(" SELECT ").append(whole ? FIELDS : ENDS)
                        .append(" FROM q JOIN merge.link l ON ")
                        .append(OF_OBJECT).append(" AND ").append(column(side)).append(" = q.id AND ").append(live)
                        .append(whole ? BASES : "").append(" WHERE q.side = '").append(side).append("'");
                union = " UNION ALL";
            }
        }
        add(links, rows.query(connection, sql.toString(), row -> link(row, syncs, texts)));
    }

    /** Adds these links. */
    public void read(Connection connection, Collection<LinkKey> keys, Syncs syncs, Links links, boolean whole,
            FieldTexts texts) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text");
        keys.forEach(key -> rows.add(key.tenant().value(), key.connection().value(), key.object(), key.link()));
        add(links, rows.query(connection, "SELECT " + (whole ? FIELDS : ENDS) + " FROM {rows} AS q (tenant, connection,"
                + " object, link) JOIN merge.link l USING (tenant, connection, object, link)" + (whole ? BASES : ""),
                row -> link(row, syncs, texts)));
    }

    /**
     * Live links of a sync, a link key without link, to whose {@code side} a write was refused.
     *
     * @param after the last link of the page before, empty for the first page
     */
    public List<LinkKey> refused(Connection connection, LinkKey sync, Side side, String after, int most)
            throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        rows.add(sync.tenant().value(), sync.connection().value(), sync.object(), after, LinkMemory.refused(side));
        return rows.query(connection, "SELECT l.link FROM {rows} AS q (tenant, connection, object, link, refused)"
                + " JOIN merge.link l ON " + OF_OBJECT + " AND l.link > q.link WHERE l.live"
                + " AND strpos(l.memory, q.refused) > 0 ORDER BY l.link LIMIT " + most,
                row -> sync.sibling(row.getString(1)));
    }

    /** Which records of the other side are linked to these; what is not linked is absent. */
    public List<Counterpart> counterparts(Connection connection, Collection<Edge> awaited) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        awaited.forEach(edge -> rows.add(edge.waiting().tenant().value(), edge.waiting().connection().value(),
                edge.awaited(), edge.side().name(), edge.id()));
        StringBuilder sql = new StringBuilder("WITH q AS MATERIALIZED (SELECT * FROM {rows}"
                + " AS r (tenant, connection, object, side, id))");
        String union = "";
        for (Side side : Side.values()) {
            sql.append(union).append(" SELECT q.tenant, q.connection, q.object, q.side, q.id, ")
                    .append(column(side.other())).append(" FROM q JOIN merge.link l ON ").append(OF_OBJECT)
                    .append(" AND ").append(column(side)).append(" = q.id AND l.live WHERE q.side = '").append(side)
                    .append("' AND ").append(column(side.other())).append(" IS NOT NULL");
            union = " UNION ALL";
        }
        return rows.query(connection, sql.toString(), row -> new Counterpart(
                new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)), row.getString(3), ""),
                Side.valueOf(row.getString(4)), row.getString(5), row.getString(6)));
    }

    /** Those of the sides to which a create is open whose outcome nobody can find out. */
    public Set<SyncSide> unresolvedCreates(Connection connection, Collection<SyncSide> sides) throws SQLException {
        return halves(connection, sides, "l.unresolved");
    }

    /** Those of the sides to which a create is under way whose source is gone. */
    public Set<SyncSide> orphanedCreates(Connection connection, Collection<SyncSide> sides) throws SQLException {
        return halves(connection, sides, "l.orphaned");
    }

    private static Set<SyncSide> halves(Connection connection, Collection<SyncSide> sides, String condition)
            throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text");
        sides.forEach(side -> rows.add(side.sync().tenant().value(), side.sync().connection().value(),
                side.sync().object(), side.side().name()));
        return new HashSet<>(rows.query(connection, "SELECT q.tenant, q.connection, q.object, q.side"
                + " FROM {rows} AS q (tenant, connection, object, side) WHERE EXISTS (SELECT FROM merge.link l WHERE "
                + OF_OBJECT + " AND " + condition + " AND (l.id_a IS NULL) = (q.side = 'A'))", row -> new SyncSide(
                        new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)),
                                row.getString(3), ""),
                        Side.valueOf(row.getString(4)))));
    }

    /** Writes what has changed; throws {@link Overtaken} where a record has got another link in the meantime. */
    public void write(Connection transaction, Collection<Link> links) throws SQLException {
        Columns inserted = new Columns(ROW);
        Columns updated = new Columns(ROW);
        Columns removed = new Columns("text", "text", "text", "text");
        Columns lettingGo = new Columns("text", "text", "text", "text");
        Columns bases = new Columns("text", "text", "text", "text", "text", "text");
        links.stream().filter(Link::dirty).sorted(Comparator.comparing(Link::key)).forEach(link -> {
            LinkKey key = link.key();
            if (!link.removed()) {
                add(link.stored() ? updated : inserted, link);
                addBases(bases, link);
                if (link.stored() && link.letsGo()) {
                    lettingGo.add(key.tenant().value(), key.connection().value(), key.object(), key.link());
                }
            } else if (link.stored()) {
                removed.add(key.tenant().value(), key.connection().value(), key.object(), key.link());
            }
        });
        for (String table : new String[] {"link", "link_base"}) {
            removed.update(transaction, "DELETE FROM merge." + table + " l USING {rows} AS q (tenant, connection,"
                    + " object, link) WHERE " + OF_OBJECT + " AND l.link = q.link");
        }
        // A unique index looks at each row as it is written: whoever takes a record over must find it free.
        lettingGo.update(transaction, "UPDATE merge.link l SET live = false FROM {rows} AS q (tenant, connection, object,"
                + " link) WHERE " + OF_OBJECT + " AND l.link = q.link");
        updated.update(transaction, "UPDATE merge.link l SET id_a = q.id_a, id_b = q.id_b, live = q.live,"
                + " state = q.state, awaits_create = q.awaits_create, unresolved = q.unresolved,"
                + " orphaned = q.orphaned,"
                + " memory = q.memory, removal = q.removal, removal_at = q.removal_at FROM {rows} AS q "
                + COLUMNS + " WHERE " + OF_OBJECT + " AND l.link = q.link");
        int created = inserted.update(transaction,
                "INSERT INTO merge.link " + COLUMNS + " SELECT * FROM {rows} ON CONFLICT DO NOTHING");
        if (created != inserted.size()) {
            throw new Overtaken("another batch has linked a record first");
        }
        bases.update(transaction, "INSERT INTO merge.link_base (tenant, connection, object, link, base_a, base_b)"
                + " SELECT * FROM {rows} ON CONFLICT (tenant, link, connection, object) DO UPDATE"
                + " SET base_a = excluded.base_a, base_b = excluded.base_b");
    }

    private void add(Columns rows, Link link) {
        LinkKey key = link.key();
        rows.add(key.tenant().value(), key.connection().value(), key.object(), key.link(),
                link.id(Side.A).orElse(null), link.id(Side.B).orElse(null), link.live(), link.state().state().name(),
                link.awaitsCreate(), link.unresolved(), link.orphaned(), codec.fields(LinkMemory.write(link)),
                link.removal().map(removal -> removal.target() + " " + removal.step()).orElse(""),
                link.removal().map(removal -> removal.since().atOffset(ZoneOffset.UTC).toString()).orElse(null));
    }

    /** Where a side is not stored as it is, or, of a new link, has any base at all. */
    private void addBases(Columns rows, Link link) {
        boolean stored = link.storedBase(Side.A).isPresent() && link.storedBase(Side.B).isPresent();
        boolean none = !link.stored() && link.base(Side.A).isEmpty() && link.base(Side.B).isEmpty();
        if (!stored && !none) {
            LinkKey key = link.key();
            rows.add(key.tenant().value(), key.connection().value(), key.object(), key.link(), base(link, Side.A),
                    base(link, Side.B));
        }
    }

    private String base(Link link, Side side) {
        return link.storedBase(side).orElseGet(() -> codec.fields(link.base(side)));
    }

    private static void add(Links links, List<Optional<Link>> read) {
        read.forEach(link -> link.ifPresent(links::add));
    }

    /** Empty where the connection no longer keeps the object in step: its links rest. */
    private static Optional<Link> link(ResultSet row, Syncs syncs, FieldTexts texts) throws SQLException {
        LinkKey key = new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)),
                row.getString(3), row.getString(4));
        Map<Side, String> ids = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            String id = row.getString(side == Side.A ? 5 : 6);
            if (id != null) {
                ids.put(side, id);
            }
        }
        boolean live = row.getBoolean(7);
        State state = State.valueOf(row.getString(8));
        var memory = texts.fields(row.getString(9));
        String baseA = row.getString(10);
        String baseB = row.getString(11);
        return syncs.of(key).map(sync -> {
            Link link = Link.stored(key, sync, live, state, ids, texts.fields(baseA), texts.fields(baseB), memory);
            link.setStoredBase(Side.A, baseA);
            link.setStoredBase(Side.B, baseB);
            return link;
        });
    }

    private static String column(Side side) {
        return side == Side.A ? "l.id_a" : "l.id_b";
    }
}
