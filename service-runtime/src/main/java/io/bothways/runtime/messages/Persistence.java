package io.bothways.runtime.messages;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does something again until it is done, because the database or the broker may be away for a while and a batch must be
 * neither skipped nor end its channel. What is done is idempotent. Ends with an exception only when the service stops,
 * so that the batch's offsets stay uncommitted.
 */
@ApplicationScoped
public class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final long FIRST_WAIT_MS = 100;
    private static final long LONGEST_WAIT_MS = 5_000;

    private final CountDownLatch stopping = new CountDownLatch(1);

    /** @param what for the log: what is tried, without personal data */
    public void untilDone(String what, Runnable work) {
        untilGiven(what, () -> {
            work.run();
            return what;
        });
    }

    /** The same for what gives something. */
    public <T> T untilGiven(String what, Supplier<T> work) {
        long wait = FIRST_WAIT_MS;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException failed) {
                LOG.warnf("%s failed, trying again in %d ms: %s", what, wait, failed);
                pause(wait, failed);
                wait = Math.min(wait * 2, LONGEST_WAIT_MS);
            }
        }
    }

    private void pause(long milliseconds, RuntimeException cause) {
        try {
            if (stopping.await(milliseconds, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the service stops", cause);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", cause);
        }
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }
}
