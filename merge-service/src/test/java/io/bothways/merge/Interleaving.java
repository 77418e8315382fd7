package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Workers that are led statement by statement: one stops after its n-th statement, holding what it has locked, until
 * another has gone as far as it can: to its end, or to a lock that it has to wait for. So each place in which one can
 * cut into the other is tried, in the same way each time.
 */
final class Interleaving {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> BOUNDARIES = Set.of("executeQuery", "executeUpdate", "execute", "commit");
    private static final int NEVER = Integer.MAX_VALUE;

    private final DataSource database;
    private final ConcurrentLinkedQueue<String> deadlocks = new ConcurrentLinkedQueue<>();

    Interleaving(DataSource database) {
        this.database = database;
    }

    /** What a worker does with a database of its own. */
    interface Work extends Consumer<DataSource> {}

    /** Whether {@code cut} has that many statements; after each of them the others went as far as they could. */
    boolean cutAfter(int statement, Work cut, List<Work> others) {
        Worker first = new Worker(cut, statement);
        first.awaitStop();
        List<Worker> followers = others.stream().map(other -> new Worker(other, NEVER)).toList();
        followers.forEach(this::awaitEndOrLock);
        boolean stopped = first.isStopped();
        first.goOn();
        first.awaitEnd();
        followers.forEach(Worker::awaitEnd);
        assertThat(deadlocks).isEmpty();
        return stopped;
    }

    /** The same with three: the second is stopped as well, and goes on first. */
    boolean cutAfter(int statement, Work cut, int secondStatement, Work second, Work third) {
        Worker first = new Worker(cut, statement);
        first.awaitStop();
        Worker middle = new Worker(second, secondStatement);
        awaitEndOrLock(middle);
        Worker last = new Worker(third, NEVER);
        awaitEndOrLock(last);
        boolean stopped = first.isStopped();
        middle.goOn();
        awaitEndOrLock(middle);
        first.goOn();
        first.awaitEnd();
        middle.awaitEnd();
        last.awaitEnd();
        assertThat(deadlocks).isEmpty();
        return stopped;
    }

    private void awaitEndOrLock(Worker worker) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        try (Connection monitor = database.getConnection(); PreparedStatement blocked = monitor.prepareStatement(
                "SELECT cardinality(pg_blocking_pids(?)) > 0")) {
            while (!worker.isStopped() && !worker.isOver()) {
                blocked.setInt(1, worker.backend);
                try (ResultSet row = blocked.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                if (System.nanoTime() > limit) {
                    throw new AssertionError("a worker neither ends nor waits for a lock");
                }
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A data source whose deadlocks are noted. */
    DataSource watched(DataSource real) {
        return led(DataSource.class, real, new Steps() {
            @Override
            public void connected(int backend) {}

            @Override
            public void executed() {}
        });
    }

    /** PostgreSQL breaks a deadlock by letting one of the two repeat its work, so that nobody would see it. */
    List<String> deadlocks() {
        return List.copyOf(deadlocks);
    }

    private interface Steps {
        void connected(int backend);

        void executed() throws InterruptedException;
    }

    /** The data source, and what it gives, with a look at each statement that has come back. */
    private <T> T led(Class<T> type, T real, Steps steps) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                Object answer = method.invoke(real, args);
                if (BOUNDARIES.contains(method.getName())) {
                    steps.executed();
                }
                if (answer instanceof Connection connection && type == DataSource.class) {
                    steps.connected(connection.unwrap(PGConnection.class).getBackendPID());
                    return led(Connection.class, connection, steps);
                }
                return answer instanceof PreparedStatement statement
                        ? led(PreparedStatement.class, statement, steps) : answer;
            } catch (InvocationTargetException failed) {
                if (failed.getCause() instanceof SQLException sql && "40P01".equals(sql.getSQLState())) {
                    deadlocks.add(sql.getMessage());
                }
                throw failed.getCause();
            }
        }));
    }

    private final class Worker implements Steps {
        private final int stopAfter;
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CompletableFuture<Void> stopped = new CompletableFuture<>();
        private final CompletableFuture<Void> over;
        private int statements;
        private volatile int backend;

        Worker(Work work, int stopAfter) {
            this.stopAfter = stopAfter;
            this.over = CompletableFuture.runAsync(() -> work.accept(led(DataSource.class, database, this)),
                    task -> Thread.ofPlatform().start(task));
        }

        void awaitStop() {
            CompletableFuture.anyOf(stopped, over).orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }

        boolean isStopped() {
            return stopped.isDone() && goOn.getCount() > 0;
        }

        boolean isOver() {
            return over.isDone();
        }

        void goOn() {
            goOn.countDown();
        }

        void awaitEnd() {
            over.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public void connected(int process) {
            backend = process;
        }

        @Override
        public void executed() throws InterruptedException {
            if (++statements == stopAfter) {
                stopped.complete(null);
                if (!goOn.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let the worker go on");
                }
            }
        }
    }
}
