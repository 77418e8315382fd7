package io.bothways.merge.emit;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the links whose wait is over: the record that a field points to is linked, or a create is answered.
 *
 * <p>Asked after the commit, by the batch that linked a record and by the batch that began to wait: whichever commits
 * later sees the other one. So the awaited records need no locks. What a crash leaves asleep the sweeper wakes.
 */
public final class Wakes {
    private static final int MOST = 1_000;
    private static final String WAITING = "e.tenant, e.connection, e.object, e.link, e.side, e.awaited, e.id";

    private Wakes() {}

    /** The links that a committed batch has woken; empty where there are none. */
    public static Batch after(Connection connection, Workspace workspace) throws SQLException {
        Set<Edge> over = new LinkedHashSet<>(waitingFor(connection, workspace.newlyLinked()));
        over.addAll(alreadyOver(connection, workspace.edges()));
        Set<LinkKey> links = new LinkedHashSet<>();
        over.forEach(edge -> links.add(edge.waiting()));
        links.addAll(awaitingCreates(connection, workspace.createsSettled()));
        return Batch.ofLinks(links, List.copyOf(over));
    }

    /** All links that sleep although their wait is over; empty where there are none. */
    static Batch asleep(Connection connection) throws SQLException {
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

    private static List<Edge> waitingFor(Connection connection, Set<Link> linked) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        for (Link link : linked) {
            for (Side side : Side.values()) {
                link.id(side).ifPresent(id -> rows.add(link.key().tenant().value(), link.key().connection().value(),
                        side.name(), link.key().object(), id));
            }
        }
        return rows.query(connection, "SELECT " + WAITING + " FROM {rows} AS q (tenant, connection, side, awaited, id)"
                + " JOIN merge.waiting_edge e USING (tenant, connection, side, awaited, id)", Wakes::edge);
    }

    private static List<Edge> alreadyOver(Connection connection, Set<Edge> begun) throws SQLException {
        List<Edge> over = new ArrayList<>();
        for (Side side : Side.values()) {
            Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text");
            begun.stream().filter(edge -> edge.side() == side).forEach(edge -> rows.add(
                    edge.waiting().tenant().value(), edge.waiting().connection().value(), edge.waiting().object(),
                    edge.waiting().link(), side.name(), edge.awaited(), edge.id()));
            over.addAll(rows.query(connection, "SELECT " + WAITING
                    + " FROM {rows} AS e (tenant, connection, object, link, side, awaited, id) " + join(side),
                    Wakes::edge));
        }
        return over;
    }

    private static String join(Side side) {
        String end = side == Side.A ? "l.id_a" : "l.id_b";
        return "JOIN merge.link l ON l.tenant = e.tenant AND l.connection = e.connection AND l.object = e.awaited AND "
                + end + " = e.id AND l.live AND l.id_a IS NOT NULL AND l.id_b IS NOT NULL"
                + " WHERE e.side = '" + side + "'";
    }

    private static List<LinkKey> awaitingCreates(Connection connection, Set<LinkKey> syncs) throws SQLException {
        Columns rows = new Columns("text", "text", "text");
        syncs.forEach(sync -> rows.add(sync.tenant().value(), sync.connection().value(), sync.object()));
        return rows.query(connection, "SELECT l.tenant, l.connection, l.object, l.link"
                + " FROM {rows} AS q (tenant, connection, object) JOIN merge.link l USING (tenant, connection, object)"
                + " WHERE l.awaits_create LIMIT " + MOST, Wakes::link);
    }

    private static LinkKey link(ResultSet row) throws SQLException {
        return new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)), row.getString(3),
                row.getString(4));
    }

    private static Edge edge(ResultSet row) throws SQLException {
        return new Edge(link(row), Side.valueOf(row.getString(5)), row.getString(6), row.getString(7));
    }
}
