package io.bothways.poller.listing;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.poller.PolledType;
import io.bothways.poller.listing.Listing.Count;
import io.bothways.poller.listing.Listing.Phase;
import io.bothways.poller.listing.Listing.Place;
import io.bothways.poller.poll.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The listings that were asked for, with how far each has come. */
@ApplicationScoped
public class Listings {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String COLUMNS = "SELECT tenant, account, type, run, started_at, phase, checkpoint, records,"
            + " published, list_calls, change_calls, failures FROM poller.listing ";

    private final DataSource database;

    Listings(DataSource database) {
        this.database = database;
    }

    /** Keeps the wish; the same run is listed once, however often it is asked for. */
    void request(PolledType type, String run, Instant now) {
        inTransaction(connection -> insert(connection, type, run, now));
    }

    /**
     * The app no longer knows the position: it is forgotten, and a listing asked for unless one waits already, in one
     * transaction.
     *
     * @return the new listing's run
     */
    Optional<String> requestInsteadOf(PolledType type, String expired, Instant now) {
        String run = "expired-" + UUID.randomUUID();
        boolean[] asked = new boolean[1];
        inTransaction(connection -> {
            Cursors.expire(connection, type, expired);
            if (unfinished(connection, type, Long.MAX_VALUE) == 0) {
                insert(connection, type, run, now);
                asked[0] = true;
            }
        });
        return asked[0] ? Optional.of(run) : Optional.empty();
    }

    /**
     * The feed of deletions goes on at {@code next}, and a listing tells what it left out, in one transaction.
     *
     * @return the new listing's run; empty where one waits that has not begun
     */
    Optional<String> requestForGap(PolledType type, String next, Instant now) {
        String run = "sweep-" + UUID.randomUUID();
        boolean[] asked = new boolean[1];
        inTransaction(connection -> {
            Cursors.skipDeletions(connection, type, next);
            if (unbegun(connection, type) == 0) {
                insert(connection, type, run, now);
                asked[0] = true;
            }
        });
        return asked[0] ? Optional.of(run) : Optional.empty();
    }

    /** A listing whose time has come; empty where one waits or goes on. */
    Optional<String> requestUnlessWaiting(PolledType type, Instant now) {
        String run = "net-" + UUID.randomUUID();
        boolean[] asked = new boolean[1];
        inTransaction(connection -> {
            if (unfinished(connection, type, Long.MAX_VALUE) == 0) {
                insert(connection, type, run, now);
                asked[0] = true;
            }
        });
        return asked[0] ? Optional.of(run) : Optional.empty();
    }

    /** The listing, unless it is finished. */
    Optional<Listing> unfinished(String key) {
        int slash = key.indexOf('/');
        List<Listing> found = select(
                COLUMNS + "WHERE tenant = ? AND run = ? AND finished_at IS NULL",
                key.substring(0, slash),
                key.substring(slash + 1));
        return found.stream().findFirst();
    }

    List<Listing> unfinished() {
        return select(COLUMNS + "WHERE finished_at IS NULL ORDER BY sequence");
    }

    /** Whether another listing of the same type was asked for earlier and goes on. */
    boolean mustWait(Listing listing) {
        boolean[] waits = new boolean[1];
        inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT sequence FROM poller.listing WHERE tenant = ? AND run = ?")) {
                select.setString(1, listing.type().tenant().value());
                select.setString(2, listing.run());
                try (ResultSet row = select.executeQuery()) {
                    waits[0] = row.next() && unfinished(connection, listing.type(), row.getLong(1)) > 0;
                }
            }
        });
        return waits[0];
    }

    /** Begins, or begins anew: what was listed before is read again. */
    Listing begin(Listing listing, Instant now) {
        store(
                "UPDATE poller.listing SET started_at = ?, phase = 'LIST', checkpoint = NULL, records = 0"
                        + " WHERE tenant = ? AND run = ? AND finished_at IS NULL",
                statement -> {
                    statement.setTimestamp(1, Timestamp.from(now));
                    name(statement, 2, listing);
                });
        Count calls = new Count(
                0, listing.count().published(), listing.count().listCalls(), listing.count().changeCalls());
        return new Listing(
                listing.type(), listing.run(), Optional.of(now), Place.BEGINNING, calls, listing.failures());
    }

    /** Everything before the place is durable. */
    void reached(Listing listing, Place place, Count count) {
        store(
                "UPDATE poller.listing SET phase = ?, checkpoint = ?, records = ?, published = ?, list_calls = ?,"
                        + " change_calls = ?, failures = 0 WHERE tenant = ? AND run = ? AND finished_at IS NULL",
                statement -> {
                    statement.setString(1, place.phase().name());
                    statement.setString(2, place.position().orElse(null));
                    statement.setLong(3, count.records());
                    statement.setLong(4, count.published());
                    statement.setLong(5, count.listCalls());
                    statement.setLong(6, count.changeCalls());
                    name(statement, 7, listing);
                });
    }

    void failed(Listing listing) {
        store(
                "UPDATE poller.listing SET failures = failures + 1 WHERE tenant = ? AND run = ?",
                statement -> name(statement, 1, listing));
    }

    /** The listing is over; a type that is not polled yet is polled from {@code start} on. */
    void finish(Listing listing, Optional<Cursors.Start> start, Instant now) {
        inTransaction(connection -> {
            if (start.isPresent()) {
                Cursors.begin(connection, listing.type(), start.get(), now);
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE poller.listing SET finished_at = ? WHERE tenant = ? AND run = ?")) {
                update.setTimestamp(1, Timestamp.from(now));
                name(update, 2, listing);
                update.executeUpdate();
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM poller.listing WHERE finished_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
                delete.executeUpdate();
            }
        });
    }

    private static void insert(Connection connection, PolledType type, String run, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO poller.listing"
                + " (tenant, run, account, type, requested_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, type.tenant().value());
            insert.setString(2, run);
            insert.setString(3, type.account().value());
            insert.setString(4, type.type());
            insert.setTimestamp(5, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    private static long unfinished(Connection connection, PolledType type, long before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM poller.listing"
                + " WHERE tenant = ? AND account = ? AND type = ? AND sequence < ? AND finished_at IS NULL")) {
            select.setString(1, type.tenant().value());
            select.setString(2, type.account().value());
            select.setString(3, type.type());
            select.setLong(4, before);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long unbegun(Connection connection, PolledType type) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM poller.listing"
                + " WHERE tenant = ? AND account = ? AND type = ? AND started_at IS NULL AND finished_at IS NULL")) {
            select.setString(1, type.tenant().value());
            select.setString(2, type.account().value());
            select.setString(3, type.type());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<Listing> select(String sql, String... values) {
        List<Listing> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                select.setString(index + 1, values[index]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException("the listings cannot be read", failed);
        }
    }

    private static Listing read(ResultSet row) throws SQLException {
        return new Listing(
                new PolledType(
                        new TenantId(row.getString(1)), new AccountId(row.getString(2)), row.getString(3)),
                row.getString(4),
                Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant),
                new Place(Phase.valueOf(row.getString(6)), Optional.ofNullable(row.getString(7))),
                new Count(row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11)),
                row.getInt(12));
    }

    private static void name(PreparedStatement statement, int first, Listing listing) throws SQLException {
        statement.setString(first, listing.type().tenant().value());
        statement.setString(first + 1, listing.run());
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void store(String sql, Binder values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            values.bind(update);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the listing cannot be stored", failed);
        }
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the listing cannot be stored", failed);
        }
    }
}
