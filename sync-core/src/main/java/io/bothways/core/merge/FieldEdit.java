package io.bothways.core.merge;

import java.util.List;

/**
 * Where a field's value comes from.
 *
 * @param root names the edit that it goes back to, through however many apps it was carried; empty where not known. Of
 *     two names, the edit that we were told of later has the greater
 * @param at when that edit was made by the clock of the app that it was made in, in milliseconds; 0 where it tells none
 * @param tick how coarse that clock is, in milliseconds: the edit was made in the {@code tick} that began at {@code at}
 * @param written when we wrote the field by this app's clock, 0 where it told no time; {@link #NEVER}: not lately
 * @param answer it replaced, soon after, what we had written: an automation's, as a rule. Otherwise we carried it here
 */
public record FieldEdit(String root, long at, long tick, long written, boolean answer) {
    /** We have not written the field. */
    public static final long NEVER = -1;
    public static final FieldEdit UNKNOWN = new FieldEdit("", 0, 1);

    public FieldEdit {
        if (at < 0 || tick < 1) {
            throw new IllegalArgumentException("a clock runs from 0 in ticks of 1 ms at least");
        }
    }

    /** An edit that was made where it is found. */
    public FieldEdit(String root, long at, long tick) {
        this(root, at, tick, NEVER, false);
    }

    /** The same edit, carried to another app; {@code stamp} is that app's of our write. */
    public FieldEdit carried(long stamp) {
        return new FieldEdit(root, at, tick, Math.max(0, stamp), false);
    }

    /** Whether we brought it here. */
    public boolean isCarried() {
        return written != NEVER && !answer;
    }

    /** This edit, which replaced {@code before} in the same field of the same app. */
    public FieldEdit replacing(FieldEdit before) {
        boolean soon = before.written == 0 || before.written != NEVER
                && (at == 0 || at - before.written <= Math.max(Rewrites.SOON_MILLIS, tick));
        return soon ? answering(before.written) : this;
    }

    /** This edit, which replaced what we had written at {@code stamp}. */
    public FieldEdit answering(long stamp) {
        return new FieldEdit(root, at, tick, Math.max(0, stamp), true);
    }

    /** The latest of several fields' edits; its root only where it is the same of all. */
    static FieldEdit latest(List<FieldEdit> edits) {
        FieldEdit latest = edits.getFirst();
        boolean one = true;
        for (FieldEdit edit : edits) {
            one &= edit.root.equals(edits.getFirst().root);
            latest = edit.at > latest.at ? edit : latest;
        }
        return one ? latest : new FieldEdit("", latest.at, latest.tick, latest.written, latest.answer);
    }

    /** Whether this edit was certainly made after {@code other}: its tick began when the other one's was over. */
    public boolean after(FieldEdit other) {
        return at > 0 && other.at > 0 && at >= other.at + other.tick;
    }

    /**
     * Whether this edit stands against {@code other} wherever the two meet: it was made later or, where clocks do not
     * tell, we were told of it later. Of two edits that have names and differ, one stands against the other.
     */
    public boolean outlasts(FieldEdit other) {
        boolean named = !root.isEmpty() && !other.root.isEmpty() && !same(other);
        return named && (after(other) || !other.after(this) && root.compareTo(other.root) > 0);
    }

    /** Whether both are one and the same edit. */
    public boolean same(FieldEdit other) {
        return !root.isEmpty() && root.equals(other.root);
    }
}
