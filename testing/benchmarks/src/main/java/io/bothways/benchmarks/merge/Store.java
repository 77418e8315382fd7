package io.bothways.benchmarks.merge;

import io.bothways.contracts.Side;
import io.bothways.launcher.PostgresAddress;
import io.bothways.runtime.codec.Codec;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The service's database as the benchmark sees it: under a role of its own, so that its statements can be told apart. */
final class Store implements AutoCloseable {
    private static final String ROLE = "bench";
    /** What a batch itself says to the database; gates, registry and sweeps come by the clock. */
    private static final String OF_BATCHES = " FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid"
            + " WHERE r.rolname <> '" + ROLE + "' AND s.query LIKE '%merge.%'"
            + " AND s.query NOT LIKE '%merge.gate%' AND s.query NOT LIKE '%merge.listing%'";

    /** Pairs that one statement copies. */
    private static final int CLONES = 10_000;

    private final Connection connection;

    Store(PostgresAddress address) throws SQLException {
        try (Connection owner = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            statement.execute("CREATE ROLE " + ROLE + " SUPERUSER LOGIN PASSWORD '" + address.password() + "'");
        }
        connection = DriverManager.getConnection(address.jdbcUrl(), ROLE, address.password());
    }

    Connection connection() {
        return connection;
    }

    void register(Codec codec) throws SQLException {
        update("INSERT INTO registry.tenant (id, name) VALUES (?, 'Bench')", Apps.TENANT.value());
        for (Side side : Side.values()) {
            update("INSERT INTO registry.account (tenant, id, connector, name, base_uri, credentials, webhook_key)"
                    + " VALUES (?, ?, 'bench', 'Bench', 'http://127.0.0.1', '', ?)", Apps.TENANT.value(),
                    Apps.account(side).value(), Apps.account(side).value());
        }
        update("INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration, created_at)"
                + " VALUES (?, ?, 'Bench', ?, ?, ?, now() - interval '1 minute')", Apps.TENANT.value(),
                Apps.CONNECTION.value(), Apps.account(Side.A).value(), Apps.account(Side.B).value(),
                codec.configuration(Apps.configuration()));
    }

    private void update(String sql, String... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }

    /**
     * Makes the pairs {@code from} to {@code to} of the pair 0, which the service has linked itself: its rows are copied
     * under other names, whatever columns they have. Linking a million records one by one would take many minutes.
     *
     * @param digest names what the record of a side with this number holds
     */
    void clonePairs(int from, int to, BiFunction<Side, Integer, String> digest) throws SQLException {
        List<String> copies = new ArrayList<>();
        for (String table : List.of("mirror", "match_value", "key_claim", "link", "link_base")) {
            // Found once: a look for it per statement would read tables that grow with each.
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS pg_temp.first_" + table);
                statement.execute("CREATE TEMP TABLE first_" + table + " AS SELECT * FROM merge." + table
                        + " m WHERE m::text LIKE '%" + Apps.name(0) + "%'");
            }
            copies.add(copy(table));
        }
        for (int first = from; first < to; first += CLONES) {
            int last = Math.min(to, first + CLONES);
            Array names = connection.createArrayOf("text",
                    IntStream.range(first, last).mapToObj(Apps::name).toArray(String[]::new));
            Array[] digests = new Array[2];
            for (Side side : Side.values()) {
                digests[side.ordinal()] = connection.createArrayOf("text", IntStream.range(first, last)
                        .mapToObj(record -> digest.apply(side, record)).toArray(String[]::new));
            }
            for (String copy : copies) {
                try (PreparedStatement insert = connection.prepareStatement(copy)) {
                    insert.setArray(1, names);
                    insert.setArray(2, digests[0]);
                    insert.setArray(3, digests[1]);
                    insert.executeUpdate();
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }

    /** A statement that takes new names, and the digests of both sides' records, and copies what names the pair 0. */
    private String copy(String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT column_name, data_type"
                + " FROM information_schema.columns WHERE table_schema = 'merge' AND table_name = ?"
                + " AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    names.add(name);
                    values.add(switch (name) {
                        case "link" -> "md5(n.name)::uuid::text";
                        case "digest" -> "CASE t.type WHEN '" + Apps.type(Side.A) + "' THEN n.a ELSE n.b END";
                        default -> row.getString(2).equals("text")
                                ? "replace(t." + name + ", '" + Apps.name(0) + "', n.name)" : "t." + name;
                    });
                }
            }
        }
        return "INSERT INTO merge." + table + " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values)
                + " FROM unnest(?, ?, ?) AS n (name, a, b) CROSS JOIN pg_temp.first_" + table + " t";
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    void forgetStatements() throws SQLException {
        text("SELECT pg_stat_statements_reset()");
    }

    /** How many statements batches have run since the last {@link #forgetStatements}. */
    long statements() throws SQLException {
        return number("SELECT coalesce(sum(calls), 0)::bigint" + OF_BATCHES);
    }

    /** Everything that the service has run, the costliest first, for a profile. */
    Map<String, String> profile() throws SQLException {
        Map<String, String> lines = new TreeMap<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "SELECT total_exec_time, calls, rows, wal_bytes, query FROM pg_stat_statements s JOIN pg_roles r"
                        + " ON r.oid = s.userid WHERE r.rolname <> '" + ROLE + "'")) {
            while (row.next()) {
                lines.put("%012.1f".formatted(1e9 - row.getDouble(1)), String.format(Locale.ROOT,
                        "%9.0f ms %8d calls %9d rows %7.1f MB  %s", row.getDouble(1), row.getLong(2), row.getLong(3),
                        row.getDouble(4) / 1e6, row.getString(5).replaceAll("\\s+", " ")));
            }
        }
        return lines;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
