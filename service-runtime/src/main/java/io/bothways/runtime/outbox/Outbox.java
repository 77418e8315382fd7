package io.bothways.runtime.outbox;

import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The messages that a decision leads to, written in the decision's own transaction to {@code <schema>.outbox}
 * ({@link #table}), sent after the commit and deleted when they are durable. What a crash leaves behind is sent by {@link #sweep}:
 * at least once, so readers are idempotent.
 */
public final class Outbox {
    private final DataSource database;
    private final String schema;
    private final EventSender sender;

    /** A stored message and its place. */
    public record Entry(long id, Outgoing message) {}

    public Outbox(DataSource database, String schema, EventSender sender) {
        this.database = database;
        this.schema = schema;
        this.sender = sender;
    }

    /** The statement that a service's migration contains for its outbox. */
    public static String table(String schema) {
        return "CREATE TABLE " + schema + ".outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " topic text NOT NULL, key text NOT NULL, headers text NOT NULL, payload bytea NOT NULL,"
                + " created_at timestamptz NOT NULL DEFAULT clock_timestamp())";
    }

    /** Stores the messages in the caller's transaction, in one statement. Give the answer to {@link #publish} after the commit. */
    public List<Entry> store(Connection transaction, List<Outgoing> messages) throws SQLException {
        if (messages.isEmpty()) {
            return List.of();
        }
        String sql = "INSERT INTO " + schema + ".outbox (topic, key, headers, payload)"
                + " SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) RETURNING id";
        List<Entry> entries = new ArrayList<>(messages.size());
        try (PreparedStatement insert = transaction.prepareStatement(sql)) {
            insert.setArray(1, texts(transaction, messages.stream().map(Outgoing::topic)));
            insert.setArray(2, texts(transaction, messages.stream().map(Outgoing::key)));
            insert.setArray(3, texts(transaction, messages.stream().map(m -> written(m.headers()))));
            // The driver takes an array of bytes only as byte[][].
            byte[][] payloads = messages.stream().map(Outgoing::payload).toArray(byte[][]::new);
            insert.setArray(4, transaction.createArrayOf("bytea", payloads));
            try (ResultSet ids = insert.executeQuery()) {
                // unnest keeps the order of the arrays and RETURNING that of the inserted rows.
                for (Outgoing message : messages) {
                    ids.next();
                    entries.add(new Entry(ids.getLong(1), message));
                }
            }
        }
        return entries;
    }

    /** Sends what was stored, waits until it is durable, deletes it. */
    public void publish(List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        sender.sendAndWait(entries.stream().map(Entry::message).toList());
        try (Connection connection = database.getConnection()) {
            delete(connection, entries);
        }
    }

    /**
     * Sends what has been lying for longer than {@code seconds}, at most {@code limit} messages; call it at start with 0 and then now and
     * then.
     *
     * @return how many were sent
     */
    public int sweep(int seconds, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Entry> entries = leftBehind(connection, seconds, limit);
                if (!entries.isEmpty()) {
                    sender.sendAndWait(entries.stream().map(Entry::message).toList());
                    delete(connection, entries);
                }
                connection.commit();
                return entries.size();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private List<Entry> leftBehind(Connection connection, int seconds, int limit) throws SQLException {
        String sql = "SELECT id, topic, key, headers, payload FROM " + schema + ".outbox"
                + " WHERE created_at <= clock_timestamp() - make_interval(secs => ?)"
                + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, seconds);
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Outgoing message = new Outgoing(
                            rows.getString(2), rows.getString(3), read(rows.getString(4)), rows.getBytes(5));
                    entries.add(new Entry(rows.getLong(1), message));
                }
            }
        }
        return entries;
    }

    private void delete(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + schema + ".outbox WHERE id = ANY (?)")) {
            Array ids = connection.createArrayOf("bigint", entries.stream().map(Entry::id).toArray(Long[]::new));
            delete.setArray(1, ids);
            delete.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }

    // Header names and values are ours and plain, so lines of "name value" do.
    private static String written(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, value) -> lines.append(name).append(' ').append(value).append('\n'));
        return lines.toString();
    }

    private static Map<String, String> read(String lines) {
        Map<String, String> headers = new HashMap<>();
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            headers.put(line.substring(0, space), line.substring(space + 1));
        });
        return headers;
    }
}
