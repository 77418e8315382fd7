package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import io.bothways.runtime.budget.Ask.Answered;
import io.bothways.runtime.budget.Ask.Grant;
import io.bothways.runtime.budget.Ask.Ledger;
import io.bothways.runtime.budget.Ask.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * This process's share of an account's calls of one kind. Whoever waits asks for all that wait here, one exchange at a
 * time: the busier the account, the more calls each exchange lends and reports.
 */
final class Purse {
    /** What is lent must be started within. */
    static final Duration HOLD = Duration.ofSeconds(1);
    /** A limit of so many calls is worth a pack of one. */
    private static final long CALLS_PER_PACKED = 1_000;
    private static final int MOST_PACKED = 1_000;

    private final String process;
    private final List<Charge> charges;
    private final Duration callTimeout;
    private final Ledger ledger;
    private final BudgetClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Lane, Deque<Waiter>> waiting = new EnumMap<>(Lane.class);
    private final List<Done> done = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private boolean asking;
    private long askAt;
    private long spare;
    private long lentAt;
    private long unused;

    private static final class Waiter {
        private boolean granted;
        private long lentAt;
    }

    private record Done(long calls, long nanos) {}

    private record Said(String limit, long left, long most, long nanos) {}

    Purse(String process, List<Charge> charges, Duration callTimeout, Ledger ledger, BudgetClock clock) {
        this.process = process;
        this.charges = List.copyOf(charges);
        this.callTimeout = callTimeout;
        this.ledger = ledger;
        this.clock = clock;
        this.askAt = clock.nanos();
        this.lentAt = clock.nanos();
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /** Waits for a call. */
    Permit take(Lane lane) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (spare > 0 && clock.nanos() - lentAt < HOLD.toNanos()) {
                spare--;
                return new Permit(this, lentAt);
            }
            Waiter me = new Waiter();
            waiting.get(lane).add(me);
            if (lane == Lane.LIVE) {
                askAt = clock.nanos();
                changed.signalAll();
            }
            boolean taken = false;
            try {
                while (!me.granted) {
                    askOrWait();
                }
                taken = true;
            } finally {
                waiting.get(lane).remove(me);
                if (me.granted && !taken) {
                    unused++;
                }
            }
            return new Permit(this, me.lentAt);
        } finally {
            lock.unlock();
        }
    }

    /** A call was answered, or will not be any more. */
    void used() {
        lock.lock();
        try {
            done.add(new Done(1, clock.nanos()));
        } finally {
            lock.unlock();
        }
    }

    /** A call was not made. */
    void unused() {
        lock.lock();
        try {
            unused++;
        } finally {
            lock.unlock();
        }
    }

    /** @param most 0 where the app does not say */
    void told(String limit, long left, long most) {
        lock.lock();
        try {
            said.removeIf(earlier -> earlier.limit.equals(limit));
            said.add(new Said(limit, left, most, clock.nanos()));
        } finally {
            lock.unlock();
        }
    }

    /** Reports what nobody has asked again since; call it now and then. */
    void report() {
        lock.lock();
        try {
            if (spare > 0 && clock.nanos() - lentAt >= HOLD.toNanos()) {
                unused += spare;
                spare = 0;
            }
            if (!asking && (!done.isEmpty() || !said.isEmpty() || unused > 0)) {
                ask();
            }
        } finally {
            lock.unlock();
        }
    }

    private void askOrWait() throws InterruptedException {
        long wait = askAt - clock.nanos();
        if (!asking && wait <= 0) {
            ask();
        } else {
            changed.await(asking ? TimeUnit.SECONDS.toNanos(1) : wait, TimeUnit.NANOSECONDS);
        }
    }

    /** Lets go of the lock for the exchange. */
    private void ask() {
        asking = true;
        Ask ask = asked();
        long begun = clock.nanos();
        Grant grant = null;
        lock.unlock();
        try {
            grant = ledger.exchange(ask);
        } finally {
            lock.lock();
            asking = false;
            if (grant == null) {
                // Nothing of it has happened, or it is not known: then the tokens come back when their time is over.
                putBack(ask, begun);
            } else {
                hand(grant, begun);
            }
            changed.signalAll();
        }
    }

    private Ask asked() {
        long now = clock.nanos();
        Map<Lane, Long> demand = new EnumMap<>(Lane.class);
        waiting.forEach((lane, waiters) -> {
            if (!waiters.isEmpty()) {
                demand.put(lane, (long) waiters.size());
            }
        });
        unused += spare;
        spare = 0;
        Ask ask = new Ask(process, charges, demand, demand.isEmpty() ? 0 : pack(),
                done.stream().map(each -> new Answered(each.calls, (now - each.nanos) / 1_000_000)).toList(), unused,
                HOLD.plus(callTimeout),
                said.stream()
                        .map(each -> new Told(each.limit, each.left, each.most, (now - each.nanos) / 1_000_000))
                        .toList());
        done.clear();
        said.clear();
        unused = 0;
        return ask;
    }

    private void putBack(Ask ask, long begun) {
        ask.answered().forEach(each -> done.add(new Done(each.calls(), begun - each.ageMillis() * 1_000_000)));
        unused += ask.unused();
        askAt = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(100);
    }

    private void hand(Grant grant, long begun) {
        // Counted from before the exchange, so that it is over here no later than there.
        lentAt = begun;
        spare = grant.spare();
        grant.calls().forEach((lane, calls) -> {
            for (long i = 0; i < calls; i++) {
                Waiter waiter = waiting.get(lane).poll();
                if (waiter == null) {
                    unused++;
                } else {
                    waiter.granted = true;
                    waiter.lentAt = begun;
                }
            }
        });
        askAt = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(grant.waitMillis());
    }

    private long pack() {
        return charges.stream()
                .mapToLong(charge -> charge.limit().most() / CALLS_PER_PACKED / charge.tokens())
                .reduce(MOST_PACKED, Math::min);
    }

    BudgetClock clock() {
        return clock;
    }
}
