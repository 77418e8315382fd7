package io.bothways.merge.emit;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.settle.Settlement;
import io.bothways.merge.work.Departure;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ledger of commands that were sent and not answered. */
public final class CommandStore {
    private final Codec codec;

    public CommandStore(Codec codec) {
        this.codec = codec;
    }

    /** Stores the commands; gives them as messages, encoded once. */
    List<Outgoing> store(Connection transaction, List<Departure> departures) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text", "bool", "text", "text", "bytea");
        List<Outgoing> messages = new ArrayList<>(departures.size());
        for (Departure departure : departures) {
            WriteCommand command = departure.command();
            var head = command.head();
            Outgoing message = new Outgoing(head.lane() == Lane.LIVE ? Topics.COMMANDS : Topics.BACKFILL_COMMANDS,
                    head.message().account().value(), Envelope.headers(command), codec.encode(command));
            messages.add(message);
            rows.add(head.message().tenant().value(), head.id(), head.connection().value(), head.object(),
                    head.side().name(), departure.keyless(), message.topic(), message.key(), message.payload());
        }
        rows.update(transaction, "INSERT INTO merge.command (tenant, id, connection, object, side, keyless, topic, key,"
                + " payload) SELECT * FROM {rows}");
        return messages;
    }

    /** Forgets the commands that are answered for good. */
    public void answered(Connection transaction, List<WriteResult> results) throws SQLException {
        Columns rows = new Columns("text", "text");
        results.stream()
                .filter(Settlement::ends)
                .map(WriteResult::command)
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .forEach(head -> rows.add(head.message().tenant().value(), head.id()));
        rows.update(transaction, "DELETE FROM merge.command c USING {rows} AS q (tenant, id)"
                + " WHERE c.tenant = q.tenant AND c.id = q.id");
    }

    /** Those of the sides to which a create without match key is under way. */
    public Set<SyncSide> creatingKeyless(Connection connection, Collection<SyncSide> sides) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text");
        sides.forEach(side -> rows.add(side.sync().tenant().value(), side.sync().connection().value(),
                side.sync().object(), side.side().name()));
        return new HashSet<>(rows.query(connection, "SELECT q.tenant, q.connection, q.object, q.side"
                + " FROM {rows} AS q (tenant, connection, object, side) WHERE EXISTS (SELECT FROM merge.command c"
                + " WHERE c.tenant = q.tenant AND c.connection = q.connection AND c.object = q.object"
                + " AND c.side = q.side AND c.keyless)", row -> new SyncSide(
                        new LinkKey(new TenantId(row.getString(1)), new ConnectionId(row.getString(2)),
                                row.getString(3), ""),
                        Side.valueOf(row.getString(4)))));
    }

    /** Commands that have been unanswered for so long, oldest first; counted as sent again now. */
    List<Outgoing> unanswered(Connection connection, Duration longerThan, int limit) throws SQLException {
        List<Outgoing> messages = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("UPDATE merge.command c"
                + " SET sent_at = clock_timestamp() FROM (SELECT tenant, id FROM merge.command"
                + " WHERE sent_at < clock_timestamp() - make_interval(secs => ?) ORDER BY sent_at LIMIT ?"
                + " FOR UPDATE SKIP LOCKED) q WHERE c.tenant = q.tenant AND c.id = q.id"
                + " RETURNING c.topic, c.key, c.payload")) {
            update.setDouble(1, longerThan.toMillis() / 1_000.0);
            update.setInt(2, limit);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    byte[] payload = row.getBytes(3);
                    messages.add(new Outgoing(row.getString(1), row.getString(2),
                            Envelope.headers(codec.decodeWriteCommand(payload)), payload));
                }
            }
        }
        return messages;
    }
}
