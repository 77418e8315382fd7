package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of one limit is used: the calls that have been answered, with when they were, and those that are given out.
 *
 * <p>An app counts a call when it arrives, which we do not see; it arrives between its grant and its answer. So a call
 * counts here from its grant until a span after its answer. At most {@link Limit#most} calls count at any moment;
 * hence those that can have arrived within any span are never more, however late a call was sent or answered.
 *
 * <p>Answered calls are kept in slices of the span, each counted from its end: {@link #SLICES} of them cost less than a
 * percent of the limit. Time is the budget's own, in milliseconds; see {@link #read}. Not thread-safe; knows no clock.
 */
final class Usage {
    static final int SLICES = 250;
    private static final long LONGEST_SLICE = Duration.ofMinutes(10).toMillis();
    /** From where on a limit is a store for the day rather than a pace. */
    private static final Duration LONG = Duration.ofHours(1);
    /** In hundredths of the limit: what each lane leaves to more urgent ones. */
    private static final int[] LEFT_OF_PACE = {0, 0, 1, 3};
    private static final int[] LEFT_OF_STORE = {0, 5, 10, 20};
    /** Slightly quicker than even, so that the limit itself decides, and some calls to catch up with. */
    private static final double PACE = 0.985;
    private static final long CATCH_UP = 3;
    private static final long SHORTEST_CATCH_UP_MICROS = 50_000;

    private final Limit configured;
    private Limit limit;
    long told;
    final TreeMap<Long, Long> ours = new TreeMap<>();
    final TreeMap<Long, Long> others = new TreeMap<>();
    final Map<String, Lent> lent = new HashMap<>();
    final Turns turns = new Turns();
    long skew;
    long pacedAtMicros;
    private long now;

    /** Nothing counts: then its clock may be set anew. */
    boolean isUnused() {
        return ours.isEmpty() && others.isEmpty() && lent.isEmpty();
    }

    void restart() {
        skew = 0;
        pacedAtMicros = 0;
        turns.restart();
    }

    /** Tokens that a process holds or has open; after {@code until} nothing that was started with them is open. */
    record Lent(long tokens, long until) {}

    Usage(Limit limit) {
        this.configured = limit;
        this.limit = limit;
    }

    /** As it was given, or smaller where the app says that it is: shares are shares of what there is. */
    Limit limit() {
        return limit;
    }

    /** @param most the limit's whole size by the app; 0 where it has not said */
    void isToldToBe(long most) {
        told = most;
        limit = most > 0 ? configured.ofAtMost(most) : configured;
    }

    /** Goes on to {@code moment}: what is over is forgotten, what was lent to processes that fell silent is used. */
    void advance(long moment) {
        now = moment;
        lent.entrySet().removeIf(each -> {
            boolean over = each.getValue().until() <= now;
            if (over) {
                answered(each.getValue().tokens(), each.getValue().until());
            }
            return over;
        });
        long since = limit.span().since(now);
        ours.headMap(since, true).clear();
        others.headMap(since, true).clear();
    }

    long now() {
        return now;
    }

    /** Takes back what a process was lent: {@code tokens} of it were used, or not. */
    void giveBack(String process, long tokens) {
        lent.computeIfPresent(process, (name, held) -> held.tokens() <= tokens
                ? null : new Lent(held.tokens() - tokens, held.until()));
    }

    void lend(String process, long tokens, long until) {
        lent.merge(process, new Lent(tokens, until),
                (held, more) -> new Lent(held.tokens() + more.tokens(), Math.max(held.until(), more.until())));
    }

    /** Calls were answered at that moment. */
    void answered(long tokens, long at) {
        put(ours, tokens, Math.min(at, now));
    }

    /** Whether a call of this lane may be started now. */
    boolean hasRoom(Lane lane, long tokens) {
        return room(lane) >= tokens && (!isPaced(lane) || pacedAtMicros <= now * 1000);
    }

    /** Tokens that could be lent to a lane now, whatever its pace. */
    long room(Lane lane) {
        long used = usedByUs();
        long free = Math.min(limit.ceiling() - used, limit.shared() - used - sum(others));
        int[] left = limit.span().length().compareTo(LONG) < 0 ? LEFT_OF_PACE : LEFT_OF_STORE;
        return Math.max(0, free - limit.most() * left[lane.ordinal()] / 100);
    }

    /** A call is started: the next one of a paced lane comes an even step later. */
    void step(long tokens) {
        long step = stepMicros();
        long slack = Math.max(CATCH_UP * step, SHORTEST_CATCH_UP_MICROS);
        pacedAtMicros = Math.max(pacedAtMicros, now * 1000 - slack) + step * tokens;
    }

    /** When it is worth asking again for a lane that got nothing. */
    long askAgainAt(Lane lane, long tokens) {
        if (room(lane) < tokens) {
            return ours.isEmpty() && others.isEmpty() ? now : limit.span() instanceof Span.Day
                    ? limit.span().until(now) : first() + limit.span().length().toMillis() + 1;
        }
        return isPaced(lane) ? pacedAtMicros / 1000 + 1 : now;
    }

    long usedByUs() {
        return sum(ours) + lent.values().stream().mapToLong(Lent::tokens).sum();
    }

    long usedByOthers() {
        return sum(others);
    }

    long usedSince(long moment) {
        return ours.tailMap(moment, false).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The app has said at that moment what is left. Less than we thought: others use it too. More, of a day: our count
     * is wrong, for the app's own is the one that holds.
     *
     * @param most the limit's whole size by the app; 0 where it does not say
     */
    void told(long left, long most, long at) {
        if (most > 0) {
            isToldToBe(most);
        }
        if (left > limit.tokens()) {
            // A larger plan than we were told of: ours to use once the tenant says so.
            return;
        }
        long counted = limit.tokens() - left - sum(others);
        long difference = counted - usedByUs();
        long tolerance = Math.max(2, limit.tokens() / 50) + freedSince(at);
        if (difference > tolerance) {
            put(others, difference, Math.min(at, now));
        } else if (difference < -tolerance && limit.span() instanceof Span.Day) {
            forget(-difference);
        }
    }

    /** What may have stopped counting since: it counted when the app spoke. */
    private long freedSince(long at) {
        return limit.span() instanceof Span.Rolling(Duration length) && length.isPositive()
                ? Math.ceilDiv(limit.tokens() * Math.max(0, now - at), length.toMillis()) : 0;
    }

    /** The oldest first: others' then ours. What is lent stays. */
    private void forget(long tokens) {
        long open = tokens;
        for (TreeMap<Long, Long> used : List.of(others, ours)) {
            while (open > 0 && !used.isEmpty()) {
                Map.Entry<Long, Long> oldest = used.firstEntry();
                long part = Math.min(open, oldest.getValue());
                open -= part;
                if (part == oldest.getValue()) {
                    used.remove(oldest.getKey());
                } else {
                    used.put(oldest.getKey(), oldest.getValue() - part);
                }
            }
        }
    }

    private boolean isPaced(Lane lane) {
        return lane.compareTo(Lane.BACKFILL) >= 0 && limit.span().length().compareTo(LONG) < 0;
    }

    private long stepMicros() {
        return (long) (limit.span().length().toNanos() / 1000.0 / limit.most() * PACE);
    }

    private long first() {
        long oldest = ours.isEmpty() ? Long.MAX_VALUE : ours.firstKey();
        return others.isEmpty() ? oldest : Math.min(oldest, others.firstKey());
    }

    long slice() {
        return Math.max(1, Math.min(LONGEST_SLICE, limit.span().length().toMillis() / SLICES));
    }

    private void put(TreeMap<Long, Long> used, long tokens, long at) {
        if (limit.span().length().isZero()) {
            return;
        }
        long slice = slice();
        // A thousandth more, for clocks of apps that run slower than ours.
        long end = Math.ceilDiv(at + limit.span().length().toMillis() / 1000 + 1, slice) * slice;
        if (tokens > 0 && end > limit.span().since(now)) {
            used.merge(end, tokens, Long::sum);
        }
    }

    private static long sum(TreeMap<Long, Long> used) {
        return used.values().stream().mapToLong(Long::longValue).sum();
    }
}
