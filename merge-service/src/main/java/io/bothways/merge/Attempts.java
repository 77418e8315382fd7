package io.bothways.merge;

import io.bothways.merge.batch.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Transactions that are repeated until one of them is committed. */
final class Attempts {
    private final DataSource database;
    private final MergeMeters meters;

    Attempts(DataSource database, MergeMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    /** What is done within a connection. */
    interface Step<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Reads without a transaction. */
    <T> T look(Step<T> step) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return step.run(connection);
        }
    }

    /**
     * Runs the step in a transaction and commits it if it has an answer. One without an answer is rolled back and made
     * again, and so is one that another batch has overtaken.
     */
    <T> T untilCommitted(Step<Optional<T>> step) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                while (true) {
                    Optional<T> answer = attempt(connection, step);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                    meters.repeated();
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static <T> Optional<T> attempt(Connection connection, Step<Optional<T>> step) throws SQLException {
        boolean committed = false;
        try {
            Optional<T> answer = step.run(connection);
            if (answer.isPresent()) {
                connection.commit();
                committed = true;
            }
            return answer;
        } catch (SQLException | RuntimeException failure) {
            if (!Patience.overtaken(failure)) {
                throw failure;
            }
            return Optional.empty();
        } finally {
            if (!committed) {
                connection.rollback();
            }
        }
    }
}
