package io.bothways.core.merge;

import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a link remembers of a field that we wrote: the oscillation breaker's memory.
 *
 * <p>An automation that rewrites our value answers our write; what it writes is carried to the other side, and if that
 * side has an automation of its own, it goes on for ever although every call succeeds. So a change counts that follows
 * a write of ours, on the same side and soon after it by the app's own clock. A change on a side that a person edited
 * last, or that comes later, is a person's and starts the count anew: people may toggle a value as often as they like.
 * Where an account is in several connections, each connection's writes are answered: what another one wrote, and an
 * answer on the side that we did not write last, neither count nor end the count.
 *
 * <p>After {@link #MOST} rewrites in a row the field is held: nothing is written, no base moves. A person releases it,
 * or a value that was not among those that went round and does not follow our last write as they did: an automation
 * may write another value each time.
 *
 * @param written the side that we wrote last
 * @param at the app's stamp of that write in milliseconds, 0 where it told none
 * @param rounds rewrites in a row
 * @param values names of the values that went round, the oldest first, each with its side
 * @param open the last of the values was counted and has not been written to the other side yet
 * @param held the field is on hold
 */
public record Rewrites(Side written, long at, int rounds, List<String> values, boolean open, boolean held) {
    /** So many rewrites in a row are no person's. */
    public static final int MOST = 4;
    /** An automation answers a write within this time; who comes later is a person. */
    public static final long SOON_MILLIS = 300_000;

    private static final int KEPT = 3 * MOST;

    public Rewrites {
        values = List.copyOf(values);
    }

    /** A write of ours to {@code side} was carried out; {@code at} is the app's stamp of it, 0 where it told none. */
    public static Rewrites afterWrite(Optional<Rewrites> before, Side side, long at) {
        return before.map(last -> new Rewrites(side, at, last.rounds, last.values, false, false))
                .orElseGet(() -> new Rewrites(side, at, 0, List.of(), false, false));
    }

    /**
     * A change of {@code side} that is to be carried: counted once if it follows our write, else the count ends.
     *
     * @param wentRound the values that are part of it, the new one last
     */
    Rewrites afterEdit(Side side, FieldEdit edit, List<String> wentRound) {
        if (open && values.getLast().equals(wentRound.getLast())) {
            return this;
        }
        if (edit.isCarried() || side != written && edit.answer()) {
            return this;
        }
        if (!follows(side, edit)) {
            return new Rewrites(written, at, 0, List.of(), false, false);
        }
        List<String> seen = new ArrayList<>(values);
        seen.removeAll(wentRound);
        seen.addAll(wentRound);
        List<String> kept = seen.subList(Math.max(0, seen.size() - KEPT), seen.size());
        return new Rewrites(written, at, rounds + 1, kept, true, rounds + 1 >= MOST);
    }

    private boolean follows(Side side, FieldEdit edit) {
        boolean soon = at == 0 || edit.at() == 0 || edit.at() - at <= Math.max(SOON_MILLIS, edit.tick());
        return side == written && (soon || edit.answer());
    }

    boolean wentRound(String value) {
        return values.contains(value);
    }

    /** Whether the value is among those that went round, or came in the same way: then it releases no hold. */
    boolean knows(Side side, String value, FieldEdit edit) {
        return wentRound(value) || edit.isCarried() || edit.answer() || follows(side, edit);
    }
}
