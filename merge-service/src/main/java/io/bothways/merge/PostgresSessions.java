package io.bothways.merge;

import io.bothways.merge.batch.Patience;
import io.bothways.merge.batch.StoreFailure;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Sessions with PostgreSQL: transactions that are repeated until one of them is committed. */
final class PostgresSessions implements Sessions {
    private final DataSource database;
    private final PostgresSession.Tables tables;
    private final MergeMeters meters;

    PostgresSessions(DataSource database, PostgresSession.Tables tables, MergeMeters meters) {
        this.database = database;
        this.tables = tables;
        this.meters = meters;
    }

    @Override
    public <T> T look(Function<Session, T> step) {
        try (Connection connection = database.getConnection()) {
            return step.apply(new PostgresSession(connection, tables));
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    @Override
    public <T> T untilCommitted(Function<Session, Optional<T>> step) {
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
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    private <T> Optional<T> attempt(Connection connection, Function<Session, Optional<T>> step) throws SQLException {
        boolean committed = false;
        try {
            Optional<T> answer = step.apply(new PostgresSession(connection, tables));
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
