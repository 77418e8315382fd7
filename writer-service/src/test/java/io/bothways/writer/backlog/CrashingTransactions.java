package io.bothways.writer.backlog;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions at whose edges the owner of an account can be stopped as if its process were killed: from then on none of
 * its threads gets anything done, and nothing is cleaned up.
 */
@Alternative
@Priority(1)
@Singleton
public class CrashingTransactions extends Transactions {
    private volatile @Nullable Failpoint failpoint;

    CrashingTransactions(DataSource database) {
        super(database);
    }

    /** Not an exception: nothing in the service catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crashed by the test", null, false, false);
        }
    }

    /** Where an account's owner is stopped. Each transaction of its steps has two edges; they count from 0. */
    public static final class Failpoint {
        private final String account;
        private final int edge;
        private final List<String> passed = new ArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean crashed;

        private Failpoint(String account, int edge) {
            this.account = account;
            this.edge = edge;
        }

        private synchronized void pass(String what) {
            String thread = Thread.currentThread().getName();
            boolean worker = thread.equals("writer-" + account);
            if (!worker && !thread.equals("write-" + account)) {
                return;
            }
            if (!crashed && !worker) {
                passed.add(what);
                crashed = passed.size() > edge;
            }
            if (crashed) {
                if (worker) {
                    ended.countDown();
                }
                throw new Crash();
            }
        }

        /** The edges that were passed, the last one with the crash. */
        public synchronized List<String> passed() {
            return List.copyOf(passed);
        }

        /** Returns whether the owner has ended. */
        public boolean hasEnded() {
            try {
                return ended.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** The account's owner stops at this edge; at none if it is beyond all. */
    public Failpoint crash(String account, int edge) {
        Failpoint armed = new Failpoint(account, edge);
        failpoint = armed;
        return armed;
    }

    /** Nobody is stopped any more. */
    public void disarm() {
        failpoint = null;
    }

    @Override
    public <T> T run(String what, Work<T> work) {
        Failpoint armed = failpoint;
        if (armed == null) {
            return super.run(what, work);
        }
        armed.pass("before: " + what);
        T done = super.run(what, work);
        armed.pass("after: " + what);
        return done;
    }
}
