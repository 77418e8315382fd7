package io.bothways.writer.settle;

import io.bothways.contracts.Topics;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.writer.backlog.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The outbox of results. The ledger keeps what they say, so one row that names the commands of a settlement is enough,
 * until all of them are durable in Kafka.
 */
final class Untold {
    private static final int NOTES_AT_ONCE = 20;

    private final Transactions transactions;
    private final EventSender sender;
    private final Codec codec;

    Untold(Transactions transactions, EventSender sender, Codec codec) {
        this.transactions = transactions;
        this.sender = sender;
        this.codec = codec;
    }

    /** A command whose result the ledger keeps. */
    record Command(String tenant, String id) {
        static Command of(CommandHead head) {
            return new Command(head.message().tenant().value(), head.id());
        }
    }

    private record Note(long id, List<Outgoing> results) {}

    /** Notes, in the caller's transaction, that these have not been told. */
    static OptionalLong note(Connection transaction, List<Command> commands) throws SQLException {
        if (commands.isEmpty()) {
            return OptionalLong.empty();
        }
        String sql = "INSERT INTO writer.untold (tenants, commands) VALUES (?, ?) RETURNING id";
        try (PreparedStatement insert = transaction.prepareStatement(sql)) {
            insert.setArray(1, Transactions.texts(transaction, commands, Command::tenant));
            insert.setArray(2, Transactions.texts(transaction, commands, Command::id));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return OptionalLong.of(row.getLong(1));
            }
        }
    }

    /** Tells results and forgets their note. */
    void publish(List<Outgoing> results, OptionalLong note) {
        if (note.isPresent()) {
            sender.sendAndWait(results);
            transactions.run("what was told cannot be forgotten", transaction -> {
                forget(transaction, List.of(note.getAsLong()));
                return note;
            });
        }
    }

    /** Tells what a crash, or a broker that was away, has left behind; returns whether there may be more. */
    boolean sweep(Duration olderThan) {
        return transactions.run("what was not told cannot be read", transaction -> {
            List<Note> notes = leftBehind(transaction, olderThan);
            if (!notes.isEmpty()) {
                sender.sendAndWait(notes.stream().flatMap(note -> note.results().stream()).toList());
                forget(transaction, notes.stream().map(Note::id).toList());
            }
            return notes.size() == NOTES_AT_ONCE;
        });
    }

    private List<Note> leftBehind(Connection connection, Duration olderThan) throws SQLException {
        String sql = "SELECT id, tenants, commands FROM writer.untold"
                + " WHERE created_at <= clock_timestamp() - make_interval(secs => ?)"
                + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";
        List<Note> notes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setDouble(1, olderThan.toMillis() / 1000.0);
            select.setInt(2, NOTES_AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    notes.add(new Note(row.getLong(1), results(connection, row)));
                }
            }
        }
        return notes;
    }

    private List<Outgoing> results(Connection connection, ResultSet note) throws SQLException {
        String sql = "SELECT b.link, b.result FROM unnest(?::text[], ?::text[]) AS n(tenant, command)"
                + " JOIN writer.backlog b ON b.tenant = n.tenant AND b.command = n.command WHERE b.outcome IS NOT NULL";
        List<Outgoing> results = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, note.getArray(2));
            select.setArray(2, note.getArray(3));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    WriteResult result = codec.decodeWriteResult(row.getBytes(2));
                    results.add(new Outgoing(
                            Topics.RESULTS, row.getString(1), Envelope.headers(result), row.getBytes(2)));
                }
            }
        }
        return results;
    }

    private static void forget(Connection connection, List<Long> notes) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM writer.untold WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", notes.toArray()));
            delete.executeUpdate();
        }
    }
}
