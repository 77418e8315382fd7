package io.bothways.writer.backlog;

import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.codec.Codec;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** New commands on their way into the backlog: a few statements per batch, whatever its size. */
@ApplicationScoped
public class Arrivals {
    private final Codec codec;

    Arrivals(Codec codec) {
        this.codec = codec;
    }

    /** A command and the bytes that it came in. */
    public record Arrival(WriteCommand command, byte[] payload) {
        CommandHead head() {
            return command.head();
        }

        String tenant() {
            return head().message().tenant().value();
        }
    }

    /** A command whose result is known already; its result is told again. */
    public record Known(String link, byte[] result) {}

    /** A queued command whose place a newer one of the same link and side has taken. */
    public record Replaced(WriteCommand command, String by) {}

    /**
     * Announces that the accounts have something to do. Takes their rows' locks, in order: arrivals of one account are
     * serial, so that superseding sees what came before.
     */
    public void announce(Connection transaction, Set<AccountKey> accounts) throws SQLException {
        String sql = "INSERT INTO writer.lease (tenant, account)"
                + " SELECT * FROM unnest(?::text[], ?::text[]) AS a(tenant, account) ORDER BY 1, 2"
                + " ON CONFLICT (tenant, account) DO UPDATE SET pending = true WHERE NOT lease.pending";
        try (PreparedStatement upsert = transaction.prepareStatement(sql)) {
            upsert.setArray(1, Transactions.texts(transaction, accounts, key -> key.tenant().value()));
            upsert.setArray(2, Transactions.texts(transaction, accounts, key -> key.account().value()));
            upsert.executeUpdate();
        }
    }

    /** Queues the commands that are not known yet; returns those that are. */
    public List<Arrival> queue(Connection transaction, List<Arrival> arrivals, Instant now) throws SQLException {
        String sql = "INSERT INTO writer.backlog (tenant, command, account, connection, link, side, revision, lane,"
                + " operation, type, target, epoch, payload, arrived_at, next_try)"
                + " SELECT c.*, ?, ? FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
                + " ?::bigint[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bytea[]) AS c"
                + " ON CONFLICT (tenant, command) DO NOTHING RETURNING tenant, command";
        Set<String> queued = new HashSet<>();
        try (PreparedStatement insert = transaction.prepareStatement(sql)) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.setTimestamp(2, Timestamp.from(now));
            insert.setArray(3, Transactions.texts(transaction, arrivals, Arrival::tenant));
            insert.setArray(4, Transactions.texts(transaction, arrivals, a -> a.head().id()));
            insert.setArray(5, Transactions.texts(transaction, arrivals, a -> a.head().message().account().value()));
            insert.setArray(6, Transactions.texts(transaction, arrivals, a -> a.head().connection().value()));
            insert.setArray(7, Transactions.texts(transaction, arrivals, a -> a.head().link()));
            insert.setArray(8, Transactions.texts(transaction, arrivals, a -> a.head().side().name()));
            insert.setArray(9, Transactions.numbers(transaction, arrivals, a -> a.head().revision()));
            insert.setArray(10, Transactions.numbers(transaction, arrivals, a -> (long) a.head().lane().ordinal()));
            insert.setArray(11, Transactions.texts(transaction, arrivals, a -> WriteKind.of(a.command()).code()));
            insert.setArray(12, Transactions.texts(transaction, arrivals, a -> a.head().type()));
            insert.setArray(13, Transactions.texts(transaction, arrivals, Arrivals::target));
            insert.setArray(14, Transactions.numbers(transaction, arrivals, a -> a.head().message().epoch()));
            insert.setArray(15, Transactions.bytes(transaction, arrivals, Arrival::payload));
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    queued.add(row.getString(1) + "/" + row.getString(2));
                }
            }
        }
        // A command that stands twice in the batch is new once.
        return arrivals.stream()
                .filter(arrival -> !queued.remove(arrival.tenant() + "/" + arrival.head().id()))
                .toList();
    }

    /** The results of those that have ended. */
    public List<Known> ended(Connection transaction, List<Arrival> known) throws SQLException {
        if (known.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT b.link, b.result FROM writer.backlog b"
                + " JOIN (SELECT DISTINCT * FROM unnest(?::text[], ?::text[])) AS k(tenant, command)"
                + " USING (tenant, command) WHERE b.outcome IS NOT NULL";
        List<Known> results = new ArrayList<>();
        try (PreparedStatement select = transaction.prepareStatement(sql)) {
            select.setArray(1, Transactions.texts(transaction, known, Arrival::tenant));
            select.setArray(2, Transactions.texts(transaction, known, a -> a.head().id()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    results.add(new Known(row.getString(1), row.getBytes(2)));
                }
            }
        }
        return results;
    }

    /** The queued commands that a newer revision of the same link and side makes needless, locked. */
    public List<Replaced> replaced(Connection transaction, List<Arrival> arrivals) throws SQLException {
        String sql = "SELECT old.payload, newest.command"
                + " FROM (SELECT DISTINCT * FROM unnest(?::text[], ?::text[], ?::text[]))"
                + "  AS touched(tenant, link, side)"
                + " JOIN writer.backlog old USING (tenant, link, side)"
                + " JOIN LATERAL (SELECT n.command FROM writer.backlog n WHERE n.tenant = old.tenant"
                + "  AND n.link = old.link AND n.side = old.side AND n.outcome IS NULL AND n.revision > old.revision"
                + "  ORDER BY n.revision DESC LIMIT 1) newest ON true"
                + " WHERE old.outcome IS NULL AND old.call IS NULL FOR UPDATE OF old";
        List<Replaced> replaced = new ArrayList<>();
        try (PreparedStatement select = transaction.prepareStatement(sql)) {
            select.setArray(1, Transactions.texts(transaction, arrivals, Arrival::tenant));
            select.setArray(2, Transactions.texts(transaction, arrivals, a -> a.head().link()));
            select.setArray(3, Transactions.texts(transaction, arrivals, a -> a.head().side().name()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    replaced.add(new Replaced(codec.decodeWriteCommand(row.getBytes(1)), row.getString(2)));
                }
            }
        }
        return replaced;
    }

    private static String target(Arrival arrival) {
        return switch (arrival.command()) {
            case WriteCommand.CreateRecord create -> "";
            case WriteCommand.UpdateRecord update -> update.target().id();
            case WriteCommand.DeleteRecord delete -> delete.target().id();
        };
    }
}
