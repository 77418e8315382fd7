package io.bothways.status.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements with their values. Texts, numbers, bytes, instants and collections of texts (as {@code text[]}) are
 * values; null is NULL.
 */
@ApplicationScoped
public class Database {
    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work {
        void on(Connection transaction) throws SQLException;
    }

    public <T> List<T> list(Row<T> reader, String sql, @Nullable Object... values) {
        try (Connection connection = source.getConnection()) {
            return list(connection, reader, sql, values);
        } catch (SQLException failed) {
            throw new IllegalStateException("the database did not answer", failed);
        }
    }

    public <T> Optional<T> first(Row<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    /** One statement, in the caller's JTA transaction where there is one. */
    public int change(String sql, @Nullable Object... values) {
        try (Connection connection = source.getConnection()) {
            return change(connection, sql, values);
        } catch (SQLException failed) {
            throw new IllegalStateException("the database did not take it", failed);
        }
    }

    /** All or nothing. Not for callers within a JTA transaction. */
    public void inTransaction(Work work) throws SQLException {
        try (Connection transaction = source.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                work.on(transaction);
                transaction.commit();
            } catch (SQLException | RuntimeException failed) {
                rollback(transaction, failed);
                throw failed;
            } finally {
                transaction.setAutoCommit(true);
            }
        }
    }

    public static <T> List<T> list(Connection connection, Row<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    public static int change(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            return statement.executeUpdate();
        }
    }

    /** The same statement for every row of values, in one round trip. */
    public static void changeAll(Connection connection, String sql, List<@Nullable Object[]> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] values : rows) {
                fill(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** An instant of a column that may be NULL. */
    public static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Text as PostgreSQL takes it: apps may send NUL, which no column holds. For what people read, not for keys. */
    public static String storable(String text) {
        return text.replace('\u0000', '\ufffd');
    }

    private static void fill(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Instant at -> statement.setTimestamp(i + 1, Timestamp.from(at));
                case Collection<?> texts ->
                    statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts.toArray()));
                case null, default -> statement.setObject(i + 1, values[i]);
            }
        }
    }

    private static void rollback(Connection transaction, Exception failed) {
        try {
            transaction.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
