package io.bothways.writer.backlog;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.codec.Codec;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGStatement;

/** The open rows of an account's queue, from queued to sent and, where nothing came of it, back. */
@ApplicationScoped
public class Backlog {
    // The tenant comes with each row: given once, a planner without statistics walks all of the tenant's commands.
    private static final String BY_COMMAND =
            " WHERE b.tenant = a.tenant AND b.command = a.command AND b.outcome IS NULL";

    /** Those with open rows, each found by one step on the index. */
    private static final String CONNECTIONS = "WITH RECURSIVE connections AS ("
            + " (SELECT connection FROM writer.backlog WHERE tenant = ? AND account = ? AND ended_at IS NULL"
            + "  ORDER BY connection LIMIT 1)"
            + " UNION ALL SELECT (SELECT b.connection FROM writer.backlog b WHERE b.tenant = ? AND b.account = ?"
            + "  AND b.ended_at IS NULL AND b.connection > c.connection ORDER BY b.connection LIMIT 1)"
            + " FROM connections c WHERE c.connection IS NOT NULL) ";

    private static final Lane[] LANES = Lane.values();

    private final Transactions transactions;
    private final Codec codec;

    Backlog(Transactions transactions, Codec codec) {
        this.transactions = transactions;
        this.codec = codec;
    }

    /**
     * What is looked for.
     *
     * @param least the least urgent lane
     * @param held places of what the owner has already
     * @param paused connections that wait
     */
    public record Due(
            Instant now, Lane least, Collection<Long> held, Collection<ConnectionId> paused, int limit) {}

    /** How much an account has to do, and since when. */
    public record Load(long open, Optional<Instant> oldest) {}

    /**
     * Queued rows that are due, most urgent first, without those that the owner holds already. Within a lane the
     * account's connections take turns: what one has piled up does not keep the others waiting.
     */
    public List<BacklogEntry> due(AccountKey key, Due due) {
        String sql = CONNECTIONS + "SELECT d.payload, d.sequence, d.lane, d.attempts FROM connections c"
                + " CROSS JOIN LATERAL (SELECT payload, sequence, lane, attempts,"
                + "  row_number() OVER (PARTITION BY lane ORDER BY sequence) AS turn FROM writer.backlog b"
                + "  WHERE b.tenant = ? AND b.account = ? AND b.connection = c.connection AND b.ended_at IS NULL"
                + "  AND b.call IS NULL AND b.next_try <= ? AND b.lane <= ? AND b.sequence <> ALL (?::bigint[])"
                + "  ORDER BY b.lane, b.sequence LIMIT ?) d"
                + " WHERE c.connection <> ALL (?::text[]) ORDER BY d.lane, d.turn, d.sequence LIMIT ?";
        return transactions.run("queued commands cannot be read", transaction -> {
            List<BacklogEntry> found = new ArrayList<>();
            try (PreparedStatement select = transaction.prepareStatement(sql)) {
                // Planned with its values each time: only a known list is hashed, an unknown one is walked per row.
                select.unwrap(PGStatement.class).setPrepareThreshold(0);
                select.setString(1, key.tenant().value());
                select.setString(2, key.account().value());
                select.setString(3, key.tenant().value());
                select.setString(4, key.account().value());
                select.setString(5, key.tenant().value());
                select.setString(6, key.account().value());
                select.setTimestamp(7, Timestamp.from(due.now()));
                select.setInt(8, due.least().ordinal());
                select.setArray(9, transaction.createArrayOf("bigint", due.held().toArray()));
                select.setInt(10, due.limit());
                select.setArray(11, Transactions.texts(transaction, due.paused(), ConnectionId::value));
                select.setInt(12, due.limit());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(entry(row, Optional.empty()));
                    }
                }
            }
            return found;
        });
    }

    /** Queued rows, due or not, kept in this transaction from being sent; those that somebody else has are absent. */
    public List<BacklogEntry> held(Connection transaction, AccountKey key, Instant until, int limit)
            throws SQLException {
        String sql = "SELECT payload, sequence, lane, attempts FROM writer.backlog WHERE tenant = ? AND account = ?"
                + " AND ended_at IS NULL AND call IS NULL AND arrived_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED";
        List<BacklogEntry> held = new ArrayList<>();
        try (PreparedStatement select = transaction.prepareStatement(sql)) {
            select.setString(1, key.tenant().value());
            select.setString(2, key.account().value());
            select.setTimestamp(3, Timestamp.from(until));
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.add(entry(row, Optional.empty()));
                }
            }
        }
        return held;
    }

    /** Rows with an intent of an earlier owner: whether their calls did anything is not known. */
    public List<BacklogEntry> sentByOthers(AccountKey key, String owner) {
        String sql = "SELECT payload, sequence, lane, attempts, call, sent_at, coalesce(answered_id, '')"
                + " FROM writer.backlog WHERE tenant = ? AND account = ? AND ended_at IS NULL AND call IS NOT NULL"
                + " AND NOT starts_with(call, ?) ORDER BY lane, sequence";
        return transactions.run("sent commands cannot be read", transaction -> {
            List<BacklogEntry> sent = new ArrayList<>();
            try (PreparedStatement select = transaction.prepareStatement(sql)) {
                select.setString(1, key.tenant().value());
                select.setString(2, key.account().value());
                select.setString(3, owner + "/");
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Sent intent = new Sent(row.getString(5), row.getTimestamp(6).toInstant(), row.getString(7));
                        sent.add(entry(row, Optional.of(intent)));
                    }
                }
            }
            return sent;
        });
    }

    /**
     * The intent, durable before the call. Nothing is marked without a valid lease: this is what keeps a former owner
     * from starting calls. May be repeated where the answer to the commit was lost.
     *
     * @return the commands that are marked; the others have been superseded, or the lease is gone
     */
    public Set<String> intend(
            AccountKey key, String owner, String call, Collection<BacklogEntry> entries, Instant now) {
        String sql = "UPDATE writer.backlog SET call = ?, sent_at = ?, answered_id = NULL"
                + " WHERE tenant = ? AND command = ANY (?::text[]) AND (call IS NULL OR call = ?) AND outcome IS NULL"
                + " AND EXISTS (SELECT 1 FROM writer.lease WHERE tenant = ? AND account = ? AND owner = ?"
                + "  AND until > clock_timestamp()) RETURNING command";
        return transactions.run("the intent cannot be stored", transaction -> {
            Set<String> marked = new HashSet<>();
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setString(1, call);
                update.setTimestamp(2, Timestamp.from(now));
                update.setString(3, key.tenant().value());
                update.setArray(4, Transactions.texts(transaction, entries, BacklogEntry::id));
                update.setString(5, call);
                update.setString(6, key.tenant().value());
                update.setString(7, key.account().value());
                update.setString(8, owner);
                try (ResultSet row = update.executeQuery()) {
                    while (row.next()) {
                        marked.add(row.getString(1));
                    }
                }
            }
            return marked;
        });
    }

    /** Keeps the ids that the app gave to new records, so that a crash before they are told costs no lookup by key. */
    public void answered(AccountKey key, Map<String, String> idsByCommand) {
        String sql = "UPDATE writer.backlog b SET answered_id = a.id"
                + " FROM unnest(?::text[], ?::text[], ?::text[]) AS a(tenant, command, id)"
                + BY_COMMAND;
        transactions.run("the new records' ids cannot be stored", transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setArray(1, Transactions.texts(transaction, idsByCommand.keySet(), id -> key.tenant().value()));
                update.setArray(2, Transactions.texts(transaction, idsByCommand.entrySet(), Map.Entry::getKey));
                update.setArray(3, Transactions.texts(transaction, idsByCommand.entrySet(), Map.Entry::getValue));
                return update.executeUpdate();
            }
        });
    }

    /** A command that goes back to the queue: nothing was applied. */
    public record Again(BacklogEntry entry, Instant nextTry, int attempts, Lane lane, Failure failure) {}

    /** Puts commands back, each if its intent is still the one that it was sent with. */
    public void requeue(AccountKey key, List<Again> again) {
        String sql = "UPDATE writer.backlog b SET call = NULL, sent_at = NULL, answered_id = NULL,"
                + " next_try = a.next_try, attempts = a.attempts, lane = a.lane, failure = a.failure"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::text[])"
                + "  AS a(tenant, command, call, next_try, attempts, lane, failure)"
                + BY_COMMAND
                + " AND b.call IS NOT DISTINCT FROM nullif(a.call, '')";
        transactions.run("commands cannot be put back", transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setArray(1, Transactions.texts(transaction, again, a -> key.tenant().value()));
                update.setArray(2, Transactions.texts(transaction, again, a -> a.entry().id()));
                update.setArray(
                        3, Transactions.texts(transaction, again, a -> a.entry().sent().map(Sent::call).orElse("")));
                update.setArray(4, Transactions.texts(transaction, again, a -> a.nextTry().toString()));
                update.setArray(5, Transactions.numbers(transaction, again, a -> (long) a.attempts()));
                update.setArray(6, Transactions.numbers(transaction, again, a -> (long) a.lane().ordinal()));
                update.setArray(7, Transactions.texts(transaction, again, a -> a.failure().code()));
                return update.executeUpdate();
            }
        });
    }

    /** Lets what waits for its next try be tried now; returns how many that are. Attempts go on counting. */
    public int tryNow(AccountKey key, Instant now) {
        String sql = "UPDATE writer.backlog SET next_try = ? WHERE tenant = ? AND account = ? AND ended_at IS NULL"
                + " AND call IS NULL AND next_try > ?";
        return transactions.run("waiting commands cannot be woken", transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setTimestamp(1, Timestamp.from(now));
                update.setString(2, key.tenant().value());
                update.setString(3, key.account().value());
                update.setTimestamp(4, Timestamp.from(now));
                return update.executeUpdate();
            }
        });
    }

    public Load load(AccountKey key) {
        String sql = "SELECT count(*), min(arrived_at) FROM writer.backlog"
                + " WHERE tenant = ? AND account = ? AND ended_at IS NULL";
        return transactions.run("the backlog cannot be counted", transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(sql)) {
                select.setString(1, key.tenant().value());
                select.setString(2, key.account().value());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Load(row.getLong(1), Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant));
                }
            }
        });
    }

    /** Forgets what ended before {@code since}, at most {@code limit} rows; returns how many. */
    public int purge(Instant since, int limit) {
        String sql = "DELETE FROM writer.backlog WHERE (tenant, command) IN"
                + " (SELECT tenant, command FROM writer.backlog WHERE ended_at < ? LIMIT ?)";
        return transactions.run("ended commands cannot be purged", transaction -> {
            try (PreparedStatement delete = transaction.prepareStatement(sql)) {
                delete.setTimestamp(1, Timestamp.from(since));
                delete.setInt(2, limit);
                return delete.executeUpdate();
            }
        });
    }

    /** Voids what an older epoch has left: the database was restored, everything is listed again. */
    public int voidOlderThan(long epoch) {
        String sql = "DELETE FROM writer.backlog WHERE epoch < ?";
        return transactions.run("older commands cannot be voided", transaction -> {
            try (PreparedStatement delete = transaction.prepareStatement(sql)) {
                delete.setLong(1, epoch);
                return delete.executeUpdate();
            }
        });
    }

    private BacklogEntry entry(ResultSet row, Optional<Sent> sent) throws SQLException {
        return new BacklogEntry(
                codec.decodeWriteCommand(row.getBytes(1)), row.getLong(2), LANES[row.getInt(3)], row.getInt(4), sent);
    }
}
