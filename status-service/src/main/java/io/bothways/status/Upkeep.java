package io.bothways.status;

import io.bothways.status.store.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes what has had its time, so that the tables stay as small as what they are asked for. */
@ApplicationScoped
class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    /** A redelivery is minutes old; two days leave room for an outage. */
    private static final Duration HEARD = Duration.ofDays(2);

    private static final Duration RUNS = Duration.ofDays(90);

    private final Database database;
    private final Clock clock;

    Upkeep(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void removeOld() {
        Instant now = clock.instant();
        try {
            database.change("DELETE FROM status.heard WHERE at < ?", now.minus(HEARD));
            database.change("DELETE FROM status.run WHERE started_at < ?", now.minus(RUNS));
            database.change("DELETE FROM status.dead_letter WHERE parked_at < ?", now.minus(RUNS));
            database.change("DELETE FROM status.login_code WHERE expires_at < ?", now);
            database.change("DELETE FROM status.session WHERE expires_at < ?", now);
        } catch (RuntimeException failed) {
            LOG.warnf("old entries stay for now: %s", failed.getMessage());
        }
    }
}
