package io.bothways.webhook.pending;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.codec.Codec;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of hinted records. Times are the caller's clock; rows are locked in the order of their keys. */
@ApplicationScoped
public class PendingHints {
    private final DataSource database;
    private final Codec codec;

    /**
     * Hints of one record, coalesced.
     *
     * @param settle how long the record rests after its last hint
     * @param longest how long it waits at most after its first
     * @param record the newest that was pushed; empty where a hint brought none
     * @param movedTo id of the record that it was combined into, where a hint said so
     */
    public record Hinted(
            HintedType type,
            String id,
            Instant firstAt,
            Instant lastAt,
            Instant occurredAt,
            boolean deleted,
            Duration settle,
            Duration longest,
            Optional<Snapshot> record,
            Optional<String> movedTo) {
        /** A record that has to be read. */
        public static Hinted toRead(HintedType type, String id, Instant firstAt, Instant occurredAt) {
            return new Hinted(
                    type,
                    id,
                    firstAt,
                    firstAt,
                    occurredAt,
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty());
        }

        private long version() {
            return record.map(pushed -> pushed.evidence().version()).orElse(0L);
        }
    }

    /** Types that have due records, with how many. */
    public record Due(HintedType type, int records) {}

    /** How many records wait and since when. */
    public record Waiting(long records, Optional<Instant> oldest) {}

    PendingHints(DataSource database, Codec codec) {
        this.database = database;
        this.codec = codec;
    }

    /**
     * Adds hints, sorted by key. A hint that comes while its record is being read begins a burst of its own: the
     * reading under way may not have seen what it tells of.
     */
    public void add(Collection<Hinted> hints, Instant now) {
        String sql = "INSERT INTO webhook.pending AS held"
                + " (tenant, account, type, id, first_at, occurred_at, deleted, due_at, longest, record, version,"
                + " reread, moved_to)"
                + " SELECT tenant, account, type, id, first_at, occurred_at, deleted,"
                + " webhook.due(first_at, last_at, settle, longest), longest, record, version, record IS NULL,"
                + " moved_to"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],"
                + " ?::timestamptz[], ?::boolean[], ?::interval[], ?::interval[], ?::text[], ?::bigint[], ?::text[])"
                + " AS hint (tenant, account, type, id, first_at, last_at, occurred_at, deleted, settle, longest,"
                + " record, version, moved_to)"
                + " ON CONFLICT (tenant, account, type, id) DO UPDATE SET"
                + " sequence = held.sequence + 1,"
                + " first_at = CASE WHEN held.claimed_until > ? THEN excluded.first_at ELSE held.first_at END,"
                + " occurred_at = greatest(held.occurred_at, excluded.occurred_at),"
                + " deleted = held.deleted OR excluded.deleted,"
                + " attempts = 0,"
                + " longest = excluded.longest,"
                + " record = CASE WHEN excluded.version >= held.version THEN excluded.record ELSE held.record END,"
                + " version = greatest(held.version, excluded.version),"
                + " reread = held.reread OR excluded.reread,"
                + " moved_to = coalesce(excluded.moved_to, held.moved_to),"
                + " due_at = CASE WHEN held.claimed_until > ? THEN excluded.due_at"
                + " ELSE least(excluded.due_at, held.first_at + excluded.longest) END";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, texts(connection, hints, hint -> hint.type().tenant().value()));
            insert.setArray(2, texts(connection, hints, hint -> hint.type().account().value()));
            insert.setArray(3, texts(connection, hints, hint -> hint.type().type()));
            insert.setArray(4, texts(connection, hints, Hinted::id));
            insert.setArray(5, texts(connection, hints, hint -> hint.firstAt().toString()));
            insert.setArray(6, texts(connection, hints, hint -> hint.lastAt().toString()));
            insert.setArray(7, texts(connection, hints, hint -> hint.occurredAt().toString()));
            insert.setArray(8, texts(connection, hints, hint -> Boolean.toString(hint.deleted())));
            insert.setArray(9, texts(connection, hints, hint -> interval(hint.settle())));
            insert.setArray(10, texts(connection, hints, hint -> interval(hint.longest())));
            insert.setArray(11, texts(connection, hints, hint -> hint.record().map(codec::snapshot).orElse(null)));
            insert.setArray(12, texts(connection, hints, hint -> Long.toString(hint.version())));
            insert.setArray(13, texts(connection, hints, hint -> hint.movedTo().orElse(null)));
            insert.setTimestamp(14, Timestamp.from(now));
            insert.setTimestamp(15, Timestamp.from(now));
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be stored", failed);
        }
    }

    public List<Due> due(Instant now) {
        String sql = "SELECT tenant, account, type, count(*) FROM webhook.pending"
                + " WHERE due_at <= ? AND (claimed_until IS NULL OR claimed_until <= ?) GROUP BY tenant, account, type";
        List<Due> due = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    HintedType type = new HintedType(
                            new TenantId(row.getString(1)), new AccountId(row.getString(2)), row.getString(3));
                    due.add(new Due(type, row.getInt(4)));
                }
            }
            return due;
        } catch (SQLException failed) {
            throw new IllegalStateException("due hints cannot be read", failed);
        }
    }

    /** When the next record falls due that nobody is reading. */
    public Optional<Instant> nextDue(Instant now) {
        String sql = "SELECT min(due_at) FROM webhook.pending"
                + " WHERE due_at > ? AND (claimed_until IS NULL OR claimed_until <= ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("due hints cannot be read", failed);
        }
    }

    /** Due records of one type that no other replica is reading; they are this one's until {@code until}. */
    public List<Claim> claim(HintedType type, int most, Instant now, Instant until) {
        String sql = "WITH chosen AS (SELECT id FROM webhook.pending WHERE tenant = ? AND account = ? AND type = ?"
                + " AND due_at <= ? AND (claimed_until IS NULL OR claimed_until <= ?)"
                + " ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)"
                + " UPDATE webhook.pending SET claimed_until = ? FROM chosen"
                + " WHERE pending.tenant = ? AND pending.account = ? AND pending.type = ? AND pending.id = chosen.id"
                + " RETURNING pending.id, sequence, first_at, occurred_at, deleted, attempts,"
                + " CASE WHEN reread OR deleted THEN NULL ELSE record END, moved_to";
        List<Claim> claims = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(sql)) {
            bind(claim, 1, type);
            claim.setTimestamp(4, Timestamp.from(now));
            claim.setTimestamp(5, Timestamp.from(now));
            claim.setInt(6, most);
            claim.setTimestamp(7, Timestamp.from(until));
            bind(claim, 8, type);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    claims.add(new Claim(
                            row.getString(1),
                            row.getLong(2),
                            row.getTimestamp(3).toInstant(),
                            row.getTimestamp(4).toInstant(),
                            row.getBoolean(5),
                            row.getInt(6),
                            Optional.ofNullable(row.getString(7)).map(codec::decodeSnapshot),
                            Optional.ofNullable(row.getString(8))));
                }
            }
            return claims;
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be claimed", failed);
        }
    }

    /** What the claims tell of is published: they go, save those that were hinted again meanwhile. */
    public void done(HintedType type, Collection<Claim> claims) {
        String read = " FROM unnest(?::text[], ?::bigint[]) AS read (id, sequence)"
                + " WHERE pending.tenant = ? AND pending.account = ? AND pending.type = ? AND pending.id = read.id";
        String delete = "DELETE FROM webhook.pending USING" + read.substring(" FROM".length())
                + " AND pending.sequence = read.sequence";
        String release = "UPDATE webhook.pending SET claimed_until = NULL" + read
                + " AND pending.sequence > read.sequence";
        execute(delete, type, claims);
        execute(release, type, claims);
    }

    /** The claims could not be read; those that were not hinted again meanwhile wait until {@code due}. */
    public void postpone(HintedType type, Collection<Claim> claims, Instant due) {
        String sql = "UPDATE webhook.pending SET claimed_until = NULL, attempts = attempts + 1,"
                + " due_at = greatest(due_at, ?)"
                + " FROM unnest(?::text[]) AS read (id)"
                + " WHERE pending.tenant = ? AND pending.account = ? AND pending.type = ? AND pending.id = read.id";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(due));
            update.setArray(2, connection.createArrayOf("text", claims.stream().map(Claim::id).sorted().toArray()));
            bind(update, 3, type);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be postponed", failed);
        }
    }

    /** The account may not be called before {@code until}: none of its records is looked at until then. */
    public void park(TenantId tenant, AccountId account, Instant until) {
        String sql = "UPDATE webhook.pending SET due_at = ? WHERE tenant = ? AND account = ? AND due_at < ?";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(until));
            update.setString(2, tenant.value());
            update.setString(3, account.value());
            update.setTimestamp(4, Timestamp.from(until));
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be parked", failed);
        }
    }

    public Waiting waiting() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT count(*), min(first_at) FROM webhook.pending");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Waiting(row.getLong(1), Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant));
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be counted", failed);
        }
    }

    private void execute(String sql, HintedType type, Collection<Claim> claims) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", claims.stream().map(Claim::id).toArray()));
            statement.setArray(2, connection.createArrayOf("bigint", claims.stream().map(Claim::sequence).toArray()));
            bind(statement, 3, type);
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("hints cannot be settled", failed);
        }
    }

    private static void bind(PreparedStatement statement, int first, HintedType type) throws SQLException {
        statement.setString(first, type.tenant().value());
        statement.setString(first + 1, type.account().value());
        statement.setString(first + 2, type.type());
    }

    private static Array texts(
            Connection connection, Collection<Hinted> hints, Function<Hinted, @Nullable String> value)
            throws SQLException {
        return connection.createArrayOf("text", hints.stream().map(value).toArray());
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
