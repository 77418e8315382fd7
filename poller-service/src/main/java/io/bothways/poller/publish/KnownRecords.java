package io.bothways.poller.publish;

import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.record.RecordRef;
import io.bothways.poller.PolledType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What merge has acknowledged of each record. A reading that says the same again need not be published; every doubt is
 * decided for publishing, because merge compares anyway and a lost reading is lost.
 */
@ApplicationScoped
class KnownRecords {
    static final String DELETED = "";

    private final DataSource database;

    /**
     * @param digest of the values that merge holds; {@link #DELETED} where it holds a tombstone
     * @param mergedAt when merge said so
     */
    record Known(String digest, Instant mergedAt) {
        /**
         * Whether merge holds this reading already. A record that was modified after merge spoke may have been
         * something else in between, which merge has still before it, so its reading is news though it is the same.
         *
         * @param version modified stamp of the reading in milliseconds, 0 where the app has none
         */
        boolean covers(String reading, long version) {
            return digest.equals(reading) && version <= mergedAt.toEpochMilli();
        }
    }

    /** An acknowledgement and when merge sent it. */
    record Acknowledged(Mirrored mirrored, Instant at) {}

    KnownRecords(DataSource database) {
        this.database = database;
    }

    /** By record id, without those that merge has not acknowledged since another reading was published. */
    Map<String, Known> find(PolledType type, Collection<String> ids) {
        String sql = "SELECT id, digest, merged_at FROM poller.known"
                + " WHERE tenant = ? AND account = ? AND type = ? AND id = ANY (?) AND digest IS NOT NULL";
        Map<String, Known> known = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, type);
            select.setArray(4, texts(connection, ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString(1), new Known(row.getString(2), row.getTimestamp(3).toInstant()));
                }
            }
            return known;
        } catch (SQLException failed) {
            throw new IllegalStateException("what merge holds cannot be read", failed);
        }
    }

    /**
     * Another reading of these records is about to be published: what merge said before no longer counts, nor does an
     * acknowledgement of it that is still under way.
     */
    void forget(PolledType type, Collection<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        // Sorted: replicas lock rows in one order.
        String sql = "UPDATE poller.known SET digest = NULL, published_at = ? FROM ("
                + "SELECT tenant, account, type, id FROM poller.known WHERE tenant = ? AND account = ? AND type = ?"
                + " AND id = ANY (?) ORDER BY id FOR UPDATE) AS chosen WHERE known.tenant = chosen.tenant"
                + " AND known.account = chosen.account AND known.type = chosen.type AND known.id = chosen.id";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, type.tenant().value());
            update.setString(3, type.account().value());
            update.setString(4, type.type());
            update.setArray(5, texts(connection, ids));
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("what merge holds cannot be forgotten", failed);
        }
    }

    /** The listing that began then has shown these. */
    void listed(PolledType type, Collection<String> ids, Instant startedAt) {
        if (ids.isEmpty()) {
            return;
        }
        String sql = "UPDATE poller.known SET listed_at = ? FROM ("
                + "SELECT tenant, account, type, id FROM poller.known WHERE tenant = ? AND account = ? AND type = ?"
                + " AND id = ANY (?) ORDER BY id FOR UPDATE) AS chosen WHERE known.tenant = chosen.tenant"
                + " AND known.account = chosen.account AND known.type = chosen.type AND known.id = chosen.id";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(startedAt));
            update.setString(2, type.tenant().value());
            update.setString(3, type.account().value());
            update.setString(4, type.type());
            update.setArray(5, texts(connection, ids));
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("what was listed cannot be noted", failed);
        }
    }

    /** Ids behind {@code after} that merge held, not as deleted, before the listing began, and that it did not show. */
    List<String> unlisted(PolledType type, Instant startedAt, String after, int most) {
        String sql = "SELECT id FROM poller.known WHERE tenant = ? AND account = ? AND type = ? AND id > ?"
                + " AND digest IS DISTINCT FROM '' AND merged_at < ? AND listed_at < ? ORDER BY id LIMIT ?";
        List<String> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, type);
            select.setString(4, after);
            select.setTimestamp(5, Timestamp.from(startedAt));
            select.setTimestamp(6, Timestamp.from(startedAt));
            select.setInt(7, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        } catch (SQLException failed) {
            throw new IllegalStateException("what was not listed cannot be read", failed);
        }
    }

    /** Keeps the latest acknowledgement of each record, unless another reading was published after it. */
    void learn(List<Acknowledged> batch) {
        Map<RecordRef, Acknowledged> latest = new TreeMap<>();
        batch.forEach(one -> latest.put(one.mirrored().ref(), one));
        if (latest.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO poller.known (tenant, account, type, id, digest, merged_at)"
                + " SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])"
                + " ON CONFLICT (tenant, account, type, id) DO UPDATE"
                + " SET digest = excluded.digest, merged_at = excluded.merged_at"
                + " WHERE known.published_at <= excluded.merged_at AND known.merged_at <= excluded.merged_at";
        Collection<Acknowledged> all = latest.values();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, column(connection, all, one -> one.mirrored().tenant().value()));
            insert.setArray(2, column(connection, all, one -> one.mirrored().ref().account().value()));
            insert.setArray(3, column(connection, all, one -> one.mirrored().ref().type()));
            insert.setArray(4, column(connection, all, one -> one.mirrored().ref().id()));
            insert.setArray(5, column(connection, all, KnownRecords::digest));
            insert.setArray(6, column(connection, all, one -> one.at().toString()));
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("what merge holds cannot be stored", failed);
        }
    }

    private static String digest(Acknowledged one) {
        return one.mirrored().deleted() ? DELETED : one.mirrored().digest();
    }

    private static void bind(PreparedStatement statement, PolledType type) throws SQLException {
        statement.setString(1, type.tenant().value());
        statement.setString(2, type.account().value());
        statement.setString(3, type.type());
    }

    private static Array column(
            Connection connection, Collection<Acknowledged> all, Function<Acknowledged, String> value)
            throws SQLException {
        return texts(connection, all.stream().map(value).toList());
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }
}
