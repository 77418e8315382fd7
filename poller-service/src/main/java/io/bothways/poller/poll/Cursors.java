package io.bothways.poller.poll;

import io.bothways.poller.PolledType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** How far each object type was polled. */
@ApplicationScoped
public class Cursors {
    private final DataSource database;

    /**
     * @param position the connector's own; empty while only a listing can tell where to go on
     * @param answeredAt when the app last answered a poll, or the catch-up of the listing that the cursor began with
     * @param interval the last chosen one, zero where there was none
     * @param failures polls that failed in a row
     */
    public record Stored(Optional<String> position, Instant answeredAt, Duration interval, int failures) {}

    Cursors(DataSource database) {
        this.database = database;
    }

    /**
     * Where polling begins after a listing.
     *
     * @param position of the incremental query; empty for an app that has none and is listed only
     * @param deletions of the feed of deletions; empty for an app that has none
     */
    public record Start(Optional<String> position, Optional<String> deletions) {}

    /** Empty until the type was listed for the first time. */
    public Optional<Stored> find(PolledType type) {
        String sql = "SELECT position, answered_at, interval_ms, failures FROM poller.cursor"
                + " WHERE tenant = ? AND account = ? AND type = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, 1, type);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Stored(
                                Optional.ofNullable(row.getString(1)),
                                row.getTimestamp(2).toInstant(),
                                Duration.ofMillis(row.getLong(3)),
                                row.getInt(4)))
                        : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the cursor cannot be read", failed);
        }
    }

    /**
     * Everything before {@code next} is durable. False where the cursor is no longer {@code from}: somebody else went
     * on, and this poll stops.
     */
    public boolean advance(PolledType type, String from, String next, Instant answeredAt) {
        return 1 == update(
                "UPDATE poller.cursor SET position = ?, answered_at = ?"
                        + " WHERE tenant = ? AND account = ? AND type = ? AND position = ?",
                statement -> {
                    statement.setString(1, next);
                    statement.setTimestamp(2, Timestamp.from(answeredAt));
                    bind(statement, 3, type);
                    statement.setString(6, from);
                });
    }

    /** How far the feed of deletions was read; empty where it was not begun. */
    Optional<String> deletions(PolledType type) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT deletions FROM poller.cursor"
                        + " WHERE tenant = ? AND account = ? AND type = ?")) {
            bind(select, 1, type);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the cursor of deletions cannot be read", failed);
        }
    }

    /** All deletions before {@code next} are durable. False where somebody else went on. */
    boolean advanceDeletions(PolledType type, Optional<String> from, String next) {
        return 1 == update(
                "UPDATE poller.cursor SET deletions = ? WHERE tenant = ? AND account = ? AND type = ?"
                        + " AND deletions IS NOT DISTINCT FROM ?",
                statement -> {
                    statement.setString(1, next);
                    bind(statement, 2, type);
                    statement.setString(5, from.orElse(null));
                });
    }

    /** The feed of deletions does not reach back to where it was read: what lies between only a sweep can tell. */
    public static void skipDeletions(Connection transaction, PolledType type, String next) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement("UPDATE poller.cursor SET deletions = ?"
                + " WHERE tenant = ? AND account = ? AND type = ?")) {
            update.setString(1, next);
            bind(update, 2, type);
            update.executeUpdate();
        }
    }

    /** The poll is over and was answered. */
    public void rest(PolledType type, Duration interval) {
        update(
                "UPDATE poller.cursor SET interval_ms = ?, failures = 0 WHERE tenant = ? AND account = ? AND type = ?",
                statement -> {
                    statement.setLong(1, interval.toMillis());
                    bind(statement, 2, type);
                });
    }

    public void failed(PolledType type) {
        update(
                "UPDATE poller.cursor SET failures = failures + 1 WHERE tenant = ? AND account = ? AND type = ?",
                statement -> bind(statement, 1, type));
    }

    /** The app no longer knows this position. */
    public static void expire(Connection transaction, PolledType type, String position) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement("UPDATE poller.cursor SET position = NULL"
                + " WHERE tenant = ? AND account = ? AND type = ? AND position = ?")) {
            bind(update, 1, type);
            update.setString(4, position);
            update.executeUpdate();
        }
    }

    /** A listing's catch-up has come to this start; a type that has a position keeps its own, which is further. */
    public static void begin(Connection transaction, PolledType type, Start start, Instant answeredAt)
            throws SQLException {
        String sql = "INSERT INTO poller.cursor AS held"
                + " (tenant, account, type, position, answered_at, deletions, only_listed) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, account, type) DO UPDATE"
                + " SET position = excluded.position, answered_at = excluded.answered_at,"
                + " interval_ms = 0, failures = 0, only_listed = excluded.only_listed,"
                + " deletions = coalesce(held.deletions, excluded.deletions)"
                + " WHERE held.position IS NULL";
        try (PreparedStatement insert = transaction.prepareStatement(sql)) {
            bind(insert, 1, type);
            insert.setString(4, start.position().orElse(null));
            insert.setTimestamp(5, Timestamp.from(answeredAt));
            insert.setString(6, start.deletions().orElse(null));
            insert.setBoolean(7, start.position().isEmpty());
            insert.executeUpdate();
        }
    }

    /** When each account last answered a poll; where it has several types, the one that has waited longest. */
    Map<String, Instant> answers() {
        Map<String, Instant> answers = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT account, min(answered_at) FROM poller.cursor WHERE NOT only_listed GROUP BY account");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                answers.put(row.getString(1), row.getTimestamp(2).toInstant());
            }
            return answers;
        } catch (SQLException failed) {
            throw new IllegalStateException("the cursors cannot be read", failed);
        }
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int update(String sql, Binder values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            values.bind(update);
            return update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the cursor cannot be stored", failed);
        }
    }

    private static void bind(PreparedStatement statement, int first, PolledType type) throws SQLException {
        statement.setString(first, type.tenant().value());
        statement.setString(first + 1, type.account().value());
        statement.setString(first + 2, type.type());
    }
}
