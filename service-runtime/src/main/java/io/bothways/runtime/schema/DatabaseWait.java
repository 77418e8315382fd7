package io.bothways.runtime.schema;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Waits for a database that is away while a service starts: it restarts, or comes up later than the service. Nothing
 * else is waited for, a refused password or a migration that fails would be the same the next time.
 *
 * @param limit how long, from the first failure on
 * @param pause waits between two tries
 */
record DatabaseWait(InstantSource clock, Duration limit, Consumer<Duration> pause) {
    private static final Logger LOG = Logger.getLogger(DatabaseWait.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Connections that break or are refused (class 08), a server that stops, crashed or starts (PostgreSQL: 57P0x). */
    private static final String NO_CONNECTION = "08";
    private static final Set<String> NOT_SERVING = Set.of("57P01", "57P02", "57P03");

    /** @param work may be repeated, also after it was done in part */
    void run(Runnable work) {
        Instant end = Instant.MAX;
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException failed) {
                Instant now = clock.instant();
                if (end.equals(Instant.MAX)) {
                    end = now.plus(limit);
                }
                if (!isAway(failed) || !now.isBefore(end)) {
                    throw failed;
                }
                LOG.warnf("the database is away, the service waits for it: %s", failed.getMessage());
                pause.accept(PAUSE);
            }
        }
    }

    private static boolean isAway(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
            if (cause instanceof SQLException refused && refused.getSQLState() instanceof String state) {
                return state.startsWith(NO_CONNECTION) || NOT_SERVING.contains(state);
            }
        }
        return false;
    }
}
