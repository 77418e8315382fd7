package io.bothways.runtime.budget;

import io.bothways.runtime.budget.Ask.Grant;
import io.bothways.runtime.budget.Ask.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Budgets in PostgreSQL: a row per limit and vendor's account, locked for the moment of an exchange. */
final class BudgetStore implements Ledger {
    private final DataSource database;
    private final BudgetClock clock;
    private final Set<Limit> written = ConcurrentHashMap.newKeySet();

    BudgetStore(DataSource database, BudgetClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Grant exchange(Ask ask) {
        try (Connection connection = database.getConnection()) {
            introduce(connection, ask);
            connection.setAutoCommit(false);
            try {
                List<Usage> usages = lock(connection, ask);
                Grant grant = Allotment.of(ask, usages);
                store(connection, usages);
                connection.commit();
                return grant;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's budget cannot be used", failed);
        }
    }

    /** The rows, with what each limit is: for those who only look. */
    private void introduce(Connection connection, Ask ask) throws SQLException {
        for (Charge charge : ask.charges()) {
            Limit limit = charge.limit();
            if (written.contains(limit)) {
                continue;
            }
            String sql = "INSERT INTO registry.budget (id, name, tokens, ceiling, shared, span)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens,"
                    + " ceiling = excluded.ceiling, shared = excluded.shared, span = excluded.span";
            try (PreparedStatement upsert = connection.prepareStatement(sql)) {
                upsert.setString(1, limit.key());
                upsert.setString(2, limit.name());
                upsert.setLong(3, limit.tokens());
                upsert.setLong(4, limit.ceiling());
                upsert.setLong(5, limit.shared());
                upsert.setString(6, limit.span().text());
                upsert.executeUpdate();
            }
            written.add(limit);
        }
    }

    private List<Usage> lock(Connection connection, Ask ask) throws SQLException {
        // In the order of their keys, against deadlock; the time is told after the last lock was waited for.
        String sql = "WITH locked AS MATERIALIZED"
                + " (SELECT id, state FROM registry.budget WHERE id = ANY (?) ORDER BY id FOR UPDATE)"
                + " SELECT id, state, (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM locked";
        Map<String, byte[]> states = new HashMap<>();
        long now = 0;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text",
                    ask.charges().stream().map(charge -> charge.limit().key()).toArray(String[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.put(row.getString(1), row.getBytes(2));
                    now = Math.max(now, row.getLong(3));
                }
            }
        }
        List<Usage> usages = new ArrayList<>();
        for (Charge charge : ask.charges()) {
            byte[] state = states.get(charge.limit().key());
            if (state == null) {
                // Somebody has emptied the table under us: the next exchange writes the row again.
                written.remove(charge.limit());
                throw new SQLException("the budget's row is gone: " + charge.limit().key());
            }
            Usage usage = UsageBytes.read(charge.limit(), state);
            usage.advance(clock.time(usage, now));
            usages.add(usage);
        }
        return usages;
    }

    private static void store(Connection connection, List<Usage> usages) throws SQLException {
        String sql = "UPDATE registry.budget b SET state = n.state FROM unnest(?::text[], ?::bytea[]) AS n(id, state)"
                + " WHERE b.id = n.id";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("text",
                    usages.stream().map(usage -> usage.limit().key()).toArray(String[]::new)));
            update.setArray(2, connection.createArrayOf("bytea",
                    usages.stream().map(UsageBytes::write).toArray(byte[][]::new)));
            update.executeUpdate();
        }
    }

    /** What is known of every limit whose key begins so. */
    List<Forecast> forecasts(String prefix) {
        String sql = "SELECT id, name, tokens, ceiling, shared, span, state,"
                + " (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM registry.budget"
                + " WHERE starts_with(id, ?) ORDER BY id";
        List<Forecast> forecasts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, prefix);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Limit limit = new Limit(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4),
                            row.getLong(5), Span.parse(row.getString(6)));
                    Usage usage = UsageBytes.read(limit, row.getBytes(7));
                    usage.advance(row.getLong(8) + usage.skew);
                    forecasts.add(Forecast.of(usage));
                }
            }
            return forecasts;
        } catch (SQLException failed) {
            throw new IllegalStateException("budgets cannot be read", failed);
        }
    }
}
