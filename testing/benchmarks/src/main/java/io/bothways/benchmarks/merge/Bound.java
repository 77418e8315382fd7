package io.bothways.benchmarks.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.codec.Codec;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * What the database alone could take: the fewest rows that a change can lead to (its mirror row, its link row with both
 * bases, a command row where one is due) written from memory by a bare loop, three statements and a commit per batch.
 * Nothing is read, decoded or decided, and nothing comes from Kafka.
 */
final class Bound {
    private static final int BATCH = 1_000;
    /** Sets of values that are encoded before the clock starts. */
    private static final int PREPARED = 2_000;

    private final Connection connection;
    private final int pairs;
    private final double commandsPerChange;
    private final byte[] command;
    private final String[][] fields = new String[2][PREPARED];
    private final String[][] digests = new String[2][PREPARED];
    private final Random random = new Random(7);

    /**
     * @param apps whose values are written, so that rows are as long as the service's
     * @param bytesPerCommand how long the service's commands were on average
     */
    Bound(Store store, Apps apps, int pairs, double commandsPerChange, double bytesPerCommand) {
        this.connection = store.connection();
        this.pairs = pairs;
        this.commandsPerChange = commandsPerChange;
        this.command = new byte[(int) bytesPerCommand];
        random.nextBytes(command);
        Codec codec = new Codec();
        for (Side side : Side.values()) {
            for (int i = 0; i < PREPARED; i++) {
                Map<String, FieldValue> values = apps.values(side, i % pairs);
                fields[side.ordinal()][i] = codec.fields(values);
                digests[side.ordinal()][i] = Digest.of(values);
            }
        }
    }

    /** Changes per second over so many changes to rows that are there. */
    double measure(int changes) throws SQLException {
        prepare();
        connection.setAutoCommit(false);
        try {
            write(changes / 10);
            long begun = System.nanoTime();
            write(changes);
            return changes / ((System.nanoTime() - begun) / 1e9);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA bench");
            statement.execute("CREATE TABLE bench.mirror (tenant text COLLATE \"C\", account text COLLATE \"C\","
                    + " type text COLLATE \"C\", id text COLLATE \"C\", fields text, digest text, version bigint,"
                    + " asked bigint, answered bigint, PRIMARY KEY (tenant, account, type, id)) WITH (fillfactor = 80)");
            statement.execute("CREATE TABLE bench.link (tenant text COLLATE \"C\", connection text COLLATE \"C\","
                    + " object text COLLATE \"C\", link text COLLATE \"C\", id_a text, id_b text, state text,"
                    + " base_a text, base_b text, PRIMARY KEY (tenant, connection, object, link))"
                    + " WITH (fillfactor = 70)");
            statement.execute("CREATE TABLE bench.command (tenant text COLLATE \"C\", id text COLLATE \"C\","
                    + " key text, payload bytea, PRIMARY KEY (tenant, id))");
            statement.execute("INSERT INTO bench.mirror SELECT tenant, account, type, id, fields, digest, version,"
                    + " asked, answered FROM merge.mirror");
            statement.execute("INSERT INTO bench.link SELECT tenant, connection, object, id_a, id_a, id_b, state,"
                    + " base_a, base_b FROM merge.link JOIN merge.link_base USING (tenant, connection, object, link)");
            statement.execute("VACUUM ANALYZE bench.mirror");
            statement.execute("VACUUM ANALYZE bench.link");
            statement.execute("CHECKPOINT");
        }
    }

    private void write(int changes) throws SQLException {
        double due = 0;
        for (int done = 0; done < changes; done += BATCH) {
            // A statement may write a row once only: distinct records at random, in the order of their keys.
            int[] records = random.ints(0, pairs).distinct().limit(Math.min(BATCH, pairs)).sorted().toArray();
            due += records.length * commandsPerChange;
            int commands = (int) due;
            due -= commands;
            write(records, commands);
        }
    }

    private void write(int[] records, int commands) throws SQLException {
        int rows = records.length;
        Side side = random.nextBoolean() ? Side.A : Side.B;
        String[] tenants = filled(rows, Apps.TENANT.value());
        String[] ids = new String[rows];
        String[] idsA = new String[rows];
        String[] idsB = new String[rows];
        String[][] values = new String[2][rows];
        String[] told = new String[rows];
        Long[] tickets = new Long[rows];
        for (int i = 0; i < rows; i++) {
            int prepared = random.nextInt(PREPARED);
            ids[i] = Apps.ref(side, records[i]).id();
            idsA[i] = Apps.ref(Side.A, records[i]).id();
            idsB[i] = Apps.ref(Side.B, records[i]).id();
            values[0][i] = fields[0][prepared];
            values[1][i] = fields[1][prepared];
            told[i] = digests[side.ordinal()][prepared];
            tickets[i] = System.nanoTime();
        }
        String conflict = ") ON CONFLICT (tenant, account, type, id) DO UPDATE SET fields = excluded.fields,"
                + " digest = excluded.digest, version = excluded.version, asked = excluded.asked,"
                + " answered = excluded.answered";
        run("INSERT INTO bench.mirror SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?" + conflict, texts(tenants),
                texts(filled(rows, Apps.account(side).value())), texts(filled(rows, Apps.type(side))), texts(ids),
                texts(values[side.ordinal()]), texts(told), numbers(tickets), numbers(tickets), numbers(tickets));
        run("INSERT INTO bench.link SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, connection,"
                + " object, link) DO UPDATE SET id_a = excluded.id_a, id_b = excluded.id_b, state = excluded.state,"
                + " base_a = excluded.base_a, base_b = excluded.base_b", texts(tenants),
                texts(filled(rows, Apps.CONNECTION.value())), texts(filled(rows, Apps.OBJECT)), texts(idsA),
                texts(idsA), texts(idsB), texts(filled(rows, "IN_SYNC")), texts(values[0]), texts(values[1]));
        String[] commandIds = new String[commands];
        byte[][] payloads = new byte[commands][];
        for (int i = 0; i < commands; i++) {
            commandIds[i] = UUID.randomUUID().toString();
            payloads[i] = command;
        }
        run("INSERT INTO bench.command SELECT * FROM unnest(?, ?, ?, ?)", texts(filled(commands, Apps.TENANT.value())),
                texts(commandIds), texts(filled(commands, Apps.account(side).value())),
                connection.createArrayOf("bytea", payloads));
        connection.commit();
    }

    private void run(String sql, Array... columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, columns[i]);
            }
            statement.executeUpdate();
        }
    }

    private Array texts(String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private Array numbers(Long[] values) throws SQLException {
        return connection.createArrayOf("bigint", values);
    }

    private static String[] filled(int rows, String value) {
        String[] values = new String[rows];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
