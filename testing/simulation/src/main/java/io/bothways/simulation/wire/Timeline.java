package io.bothways.simulation.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time: what is to happen, in order; nothing happens at the same moment, so a history has one order. */
public final class Timeline extends Clock {
    public static final Instant BEGIN = Instant.parse("2026-03-02T07:00:00Z");

    private record Happening(long at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Happening> due = new PriorityQueue<>();
    private final SplittableRandom luck;
    private long now = BEGIN.toEpochMilli();
    private long order;
    private long ticket = 1_000;
    private long steps;
    private final Map<Long, Long> served = new HashMap<>();

    public Timeline(SplittableRandom luck) {
        this.luck = luck;
    }

    /** Lets something happen in so many milliseconds. */
    public void in(long millis, Runnable what) {
        due.add(new Happening(now + Math.max(1, millis), order++, what));
    }

    /** Lets something happen after a random wait. */
    public void between(long least, long most, Runnable what) {
        in(luck.nextLong(least, most + 1), what);
    }

    /** Goes on to the next happening; false where nothing is due before {@code limit}. */
    public boolean step(long limit) {
        Happening next = due.peek();
        if (next == null || next.at > limit) {
            now = Math.max(now, limit);
            return false;
        }
        due.remove();
        now = next.at;
        steps++;
        next.what.run();
        return true;
    }

    public long now() {
        return now;
    }

    public long steps() {
        return steps;
    }

    public SplittableRandom luck() {
        return luck;
    }

    /** The next ticket: monotone over all accounts, as the database's sequence is. */
    public long ticket() {
        return ++ticket;
    }

    /** The app served the call that is answered under this ticket now. */
    void answered(long ticket, long servedAt) {
        served.put(ticket, servedAt);
    }

    /** When the app served the call that was answered under this ticket. */
    public long servedAt(long ticket) {
        return served.getOrDefault(ticket, 0L);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
