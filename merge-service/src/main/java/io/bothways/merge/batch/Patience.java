package io.bothways.merge.batch;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** Repeats what fails because a server is away, with growing pauses, until it is done or the thread is interrupted. */
public final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** A failed serialisation, a deadlock, a row that another batch made first: the same batch, decided again. */
    private static final Set<String> OVERTAKEN = Set.of("40001", "40P01", "23505");

    /** Classes of SQL states that say nothing about the statement: connection, resources, operator, system. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private Patience() {}

    /** Repeats until it succeeds; a failure that a repetition cannot mend is thrown. */
    public static <T> T untilDone(String what, Callable<T> step) {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
            try {
                return step.call();
            } catch (Exception failure) {
                if (failure instanceof RuntimeException defect && !away(failure)) {
                    throw defect;
                }
                if (!away(failure)) {
                    throw new IllegalStateException("cannot " + what, failure);
                }
                LOG.warnf("a server is away: step=%s pause_ms=%d failure=%s", what, pause, failure.getMessage());
                pause(pause);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service is stopping");
        }
    }

    /** Whether another batch was first, so that this one is decided again. */
    public static boolean overtaken(Throwable failure) {
        Throwable cause = failure instanceof StoreFailure ? failure.getCause() : failure;
        return cause instanceof Overtaken
                || cause instanceof SQLException sql && sql.getSQLState() != null
                        && OVERTAKEN.contains(sql.getSQLState());
    }

    private static boolean away(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.length() < 2 || AWAY.contains(state.substring(0, 2));
            }
            if (cause instanceof org.apache.kafka.common.errors.RetriableException) {
                return true;
            }
        }
        return false;
    }
}
