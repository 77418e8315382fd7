package io.bothways.merge.emit;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.link.Link;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The table of waiting edges, and the links that wait for a create: read and written by sets. */
public final class WaitStore {
    private static final int MOST = 1_000;
    private static final String WAITING = "e.tenant, e.connection, e.object, e.link, e.side, e.awaited, e.id";
    private static final String EDGE = "(tenant, connection, side, awaited, id, object, link)";

    /** Notes that edges wait. */
    void add(Connection transaction, Collection<Edge> edges) throws SQLException {
        rows(edges).update(transaction,
                "INSERT INTO merge.waiting_edge " + EDGE + " SELECT * FROM {rows} ON CONFLICT DO NOTHING");
    }

    /** Forgets edges that wait no longer. */
    void remove(Connection transaction, Collection<Edge> over) throws SQLException {
        rows(over).update(transaction, "DELETE FROM merge.waiting_edge e USING {rows} AS q " + EDGE
                + " WHERE (e.tenant, e.connection, e.side, e.awaited, e.id, e.object, e.link)"
                + " = (q.tenant, q.connection, q.side, q.awaited, q.id, q.object, q.link)");
    }

    private static Columns rows(Collection<Edge> edges) {
        Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text");
        edges.stream()
                .sorted(Comparator.comparing(Edge::waiting).thenComparing(Edge::side).thenComparing(Edge::awaited)
                        .thenComparing(Edge::id))
                .forEach(edge -> rows.add(edge.waiting().tenant().value(), edge.waiting().connection().value(),
                        edge.side().name(), edge.awaited(), edge.id(), edge.waiting().object(), edge.waiting().link()));
        return rows;
    }

    /** All links that sleep although their wait is over; empty where there are none. */
    Batch asleep(Connection connection) throws SQLException {
        List<Edge> over = new ArrayList<>();
        for (Side side : Side.values()) {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + WAITING
                    + " FROM merge.waiting_edge e " + join(side) + " LIMIT " + MOST);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    over.add(edge(row));
                }
            }
        }
        Set<LinkKey> links = new LinkedHashSet<>();
        over.forEach(edge -> links.add(edge.waiting()));
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT tenant, connection, object, link FROM merge.link WHERE awaits_create LIMIT " + MOST);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                links.add(link(row));
            }
        }
        return Batch.ofLinks(links, over);
    }

    /** The edges that wait for a record of one of these links. */
    public List<Edge> waitingFor(Connection connection, Set<Link> linked) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        for (Link link : linked) {
            for (Side side : Side.values()) {
                link.id(side).ifPresent(id -> rows.add(link.key().tenant().value(), link.key().connection().value(),
                        side.name(), link.key().object(), id));
            }
        }
        return rows.query(connection, "SELECT " + WAITING + " FROM {rows} AS q (tenant, connection, side, awaited, id)"
                + " JOIN merge.waiting_edge e USING (tenant, connection, side, awaited, id)", WaitStore::edge);
    }

    /** Those of the edges whose awaited record is linked. */
    public List<Edge> over(Connection connection, Set<Edge> begun) throws SQLException {
        List<Edge> over = new ArrayList<>();
        for (Side side : Side.values()) {
            Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text");
            begun.stream().filter(edge -> edge.side() == side).forEach(edge -> rows.add(
                    edge.waiting().tenant().value(), edge.waiting().connection().value(), edge.waiting().object(),
                    edge.waiting().link(), side.name(), edge.awaited(), edge.id()));
            over.addAll(rows.query(connection, "SELECT " + WAITING
                    + " FROM {rows} AS e (tenant, connection, object, link, side, awaited, id) " + join(side),
                    WaitStore::edge));
        }
        return over;
    }

    private static String join(Side side) {
        String end = side == Side.A ? "l.id_a" : "l.id_b";
        return "JOIN merge.link l ON l.tenant = e.tenant AND l.connection = e.connection AND l.object = e.awaited AND "
                + end + " = e.id AND l.live AND l.id_a IS NOT NULL AND l.id_b IS NOT NULL"
                + " WHERE e.side = '" + side + "'";
    }

    /** The links of these syncs whose record may be the one that a create is making. */
    public List<LinkKey> awaitingCreates(Connection connection, Set<LinkKey> syncs) throws SQLException {
        Columns rows = new Columns("text", "text", "text");
        syncs.forEach(sync -> rows.add(sync.tenant().value(), sync.connection().value(), sync.object()));
        return rows.query(connection, "SELECT l.tenant, l.connection, l.object, l.link"
                + " FROM {rows} AS q (tenant, connection, object) JOIN merge.link l USING (tenant, connection, object)"
                + " WHERE l.awaits_create LIMIT " + MOST, WaitStore::link);
    }

    private static LinkKey link(ResultSet row) throws SQLException {
        return new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)), row.getString(3),
                row.getString(4));
    }

    private static Edge edge(ResultSet row) throws SQLException {
        return new Edge(link(row), Side.valueOf(row.getString(5)), row.getString(6), row.getString(7));
    }
}
