package io.bothways.writer.backlog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import javax.sql.DataSource;

/** Runs statements in one transaction each. */
@ApplicationScoped
public class Transactions {
    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /** Commits what the work did, or throws {@link StoreFailure} and nothing of it has happened. */
    public <T> T run(String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.in(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new StoreFailure(what, failed);
        }
    }

    /** A column of texts as an array, for unnest; the driver sends arrays of the very class in binary. */
    public static <R> Array texts(Connection transaction, Collection<R> rows, Function<R, String> column)
            throws SQLException {
        return transaction.createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
    }

    /** A column of numbers as an array, for unnest. */
    public static <R> Array numbers(Connection transaction, Collection<R> rows, Function<R, Long> column)
            throws SQLException {
        return transaction.createArrayOf("bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    /** A column of bytes as an array, for unnest. */
    public static <R> Array bytes(Connection transaction, Collection<R> rows, Function<R, byte[]> column)
            throws SQLException {
        return transaction.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }
}
