package io.bothways.status.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What was heard is stored, or tried again until it is: an absent database or broker delays news and loses none. */
@ApplicationScoped
public class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Something that stores; it may be tried many times. */
    @FunctionalInterface
    public interface Store {
        void store() throws SQLException;
    }

    public void untilStored(String what, Store store) {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                store.store();
                return;
            } catch (SQLException | RuntimeException failed) {
                LOG.warnf("%s cannot be stored now, trying again in %s: %s", what, wait, failed.getMessage());
            }
            try {
                Thread.sleep(wait);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped before " + what + " was stored", stopping);
            }
            Duration longer = wait.multipliedBy(2);
            wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
        }
    }
}
