package io.bothways.writer.account;

import io.bothways.contracts.Lane;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.registry.Account;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.account.OpenWork.LookUp;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog.Due;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.StoreFailure;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.batch.ReadBackGroups.Group;
import io.bothways.writer.lease.Lease;
import io.bothways.writer.settle.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The owner of one account's queue: keeps part of it in memory, lets batches go as they fill or linger, and rests while
 * the app wants no calls. Its own thread decides; each step has a thread of its own and comes back with a conclusion.
 * If anything breaks, the lease is given back and the next owner, which may be this process again, starts from the
 * database.
 */
final class AccountWorker {
    private static final Logger LOG = Logger.getLogger(AccountWorker.class);
    private static final int URGENT_AT_ONCE = 200;
    private static final long SHORTEST_REST = 1_000_000;

    private final Lease lease;
    private final AccountKey key;
    private final Desk desk;
    private final BooleanSupplier arriving;
    private final WriterConfig config;
    private final Duration callTimeout;
    private final Pauses pauses;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OpenWork work;
    private boolean arrivals = true;
    private boolean stirred;
    private boolean more;
    private boolean stopping;
    private Instant nextTry = Instant.MAX;
    private Instant fetchedAt = Instant.MIN;
    private Instant busyAt;

    /** @param arriving whether commands for the account are on their way into the backlog */
    AccountWorker(Lease lease, App app, Desk desk, BooleanSupplier arriving) {
        this.lease = lease;
        this.key = lease.account();
        this.desk = desk;
        this.arriving = arriving;
        this.config = desk.config();
        this.callTimeout = app.descriptor().horizons().callTimeout();
        this.work = new OpenWork(config, app.descriptor());
        this.pauses = new Pauses(key, desk);
        this.busyAt = desk.clock().instant();
    }

    Lease lease() {
        return lease;
    }

    /** Something has come in for this account. */
    void signal() {
        change(() -> arrivals = true);
    }

    /** Starts no further step; {@link #run} ends once the open ones have. */
    void stop() {
        change(() -> stopping = true);
    }

    /** Commands of which it is not known whether the app carried them out. */
    int unresolved() {
        return locked(work::unresolved);
    }

    /** Owns the account until it is idle, lost or stopped. */
    void run() {
        try {
            takeOver();
            while (!lease.isLost() && !isOver()) {
                locked(() -> stirred = false);
                Instant decidedAt = desk.clock().instant();
                try {
                    fetch(decidedAt);
                    decidedAt = desk.clock().instant();
                    letGo(decidedAt);
                } catch (StoreFailure | IllegalStateException away) {
                    LOG.warnf("an account waits for the database: account=%s reason=%s", key, away.getMessage());
                }
                rest(decidedAt);
            }
            if (!lease.isLost()) {
                giveBack(locked(() -> stopping));
                desk.leases().announceIfOpen(key);
            }
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "an account's worker ended: account=%s", key);
            giveBack(true);
        }
    }

    /** What an earlier owner has sent may still be carried out, until its last call has run out of time. */
    private void takeOver() {
        Instant now = desk.clock().instant();
        List<BacklogEntry> sent = desk.backlog().sentByOthers(key, lease.owner()).stream()
                .map(entry -> entry.lastSentAt(now))
                .toList();
        if (!sent.isEmpty()) {
            LOG.infof("resolving what an earlier owner has sent: account=%s commands=%d", key, sent.size());
            change(() -> work.addSent(sent, now.plus(callTimeout)));
        }
    }

    private void fetch(Instant now) {
        int room;
        List<Long> held;
        lock.lock();
        try {
            room = config.window() - work.waiting();
            boolean low = more && room >= config.window() / 2;
            boolean safetyNet = !fetchedAt.plus(config.recheck()).isAfter(now);
            if (!arrivals && !low && nextTry.isAfter(now) && !safetyNet) {
                return;
            }
            arrivals = false;
            nextTry = nextTry.isAfter(now) ? nextTry : Instant.MAX;
            fetchedAt = now;
            held = work.held();
        } finally {
            lock.unlock();
        }
        // A full window still lets live edits in.
        Lane least = room > 0 ? Lane.NIGHTLY : Lane.RETRY;
        int limit = room > 0 ? room : URGENT_AT_ONCE;
        List<BacklogEntry> due = desk.backlog().due(
                key, new Due(now, least, held, desk.registry().pausedOf(key.account()), limit));
        lock.lock();
        try {
            work.add(due, desk.clock().instant());
            more = room > 0 ? due.size() == limit : more;
        } finally {
            lock.unlock();
        }
    }

    private void letGo(Instant now) {
        Optional<App> found = desk.apps().open(key.account());
        if (found.isEmpty() || !mayBeCalled(found.get(), now)) {
            return;
        }
        App app = found.get();
        lock.lock();
        try {
            if (stopping) {
                return;
            }
            for (Optional<Group> next = work.nextReading(now); next.isPresent(); next = work.nextReading(now)) {
                Group group = next.get();
                start(() -> desk.flow().readBack(app, key, group), () -> work.read(group));
            }
            for (LookUp each : work.nextLookUps(now)) {
                start(() -> desk.flow().lookUp(app, key, each.kind(), each.type(), each.entries()), work::lookedUp);
            }
            if (arriving.getAsBoolean()) {
                work.moreArrives(now);
            }
            for (Optional<Batch> next = work.nextBatch(now); next.isPresent(); next = work.nextBatch(now)) {
                Batch batch = next.get();
                start(() -> desk.flow().write(app, lease, batch), work::called);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeCalled(App app, Instant now) {
        Account.State state = app.account().state();
        return lease.holds(Duration.ZERO)
                && state != Account.State.PAUSED
                && state != Account.State.NEEDS_RECONNECT
                && !pauses.isPaused(app.account().revision(), now);
    }

    private void start(Supplier<Conclusion> step, Runnable over) {
        Thread.ofVirtual().name("write-" + key.account()).start(() -> {
            try {
                Conclusion conclusion = step.get();
                change(() -> conclude(conclusion));
                conclusion.pause().ifPresent(pauses::tell);
            } catch (RuntimeException broken) {
                LOG.errorf(broken, "a step broke, its commands are resolved from the database: account=%s", key);
                giveBack(true);
            } finally {
                change(over);
            }
        });
    }

    private void conclude(Conclusion conclusion) {
        work.conclude(conclusion);
        busyAt = desk.clock().instant();
        arrivals |= !conclusion.nextTry().isAfter(busyAt);
        nextTry = OpenWork.min(nextTry, conclusion.nextTry());
        conclusion.pause().ifPresent(pauses::add);
    }

    private void rest(Instant decidedAt) {
        lock.lock();
        try {
            // What has happened since the decision could change it.
            if (stirred || arrivals || stopping) {
                return;
            }
            Instant due = decidedAt.plus(config.recheck());
            due = nextTry.isAfter(decidedAt) ? OpenWork.min(due, nextTry) : due;
            due = OpenWork.min(due, pauses.lastsAt(decidedAt) ? pauses.until() : work.nextDue(decidedAt));
            long nanos = Duration.between(desk.clock().instant(), due).toNanos();
            changed.await(Math.max(SHORTEST_REST, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            if (stopping) {
                return work.nothingOpen();
            }
            if (!work.isEmpty() || arrivals || busyAt.plus(config.idle()).isAfter(desk.clock().instant())) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return desk.backlog().load(key).open() == 0;
    }

    private void giveBack(boolean pending) {
        try {
            desk.leases().giveBack(lease, pending);
        } catch (StoreFailure away) {
            LOG.warnf("a lease runs out instead of being given back: account=%s", key);
        }
        change(() -> {});
    }

    private void change(Runnable change) {
        locked(() -> {
            change.run();
            stirred = true;
            changed.signalAll();
            return stirred;
        });
    }

    private <T> T locked(Supplier<T> asked) {
        lock.lock();
        try {
            return asked.get();
        } finally {
            lock.unlock();
        }
    }
}
