package io.bothways.core.merge;

import java.util.List;

/**
 * Where a field's value comes from.
 *
 * @param root names the edit that it goes back to, through however many apps it was carried; empty where not known
 * @param at when that edit was made by the clock of the app that it was made in, in milliseconds; 0 where it tells none
 * @param tick how coarse that clock is, in milliseconds: the edit was made in the {@code tick} that began at {@code at}
 */
public record FieldEdit(String root, long at, long tick) {
    public static final FieldEdit UNKNOWN = new FieldEdit("", 0, 1);

    public FieldEdit {
        if (at < 0 || tick < 1) {
            throw new IllegalArgumentException("a clock runs from 0 in ticks of 1 ms at least");
        }
    }

    /** The latest of several fields' edits; its root only where it is the same of all. */
    static FieldEdit latest(List<FieldEdit> edits) {
        FieldEdit latest = edits.getFirst();
        boolean one = true;
        for (FieldEdit edit : edits) {
            one &= edit.root.equals(edits.getFirst().root);
            latest = edit.at > latest.at ? edit : latest;
        }
        return one ? latest : new FieldEdit("", latest.at, latest.tick);
    }

    /** Whether this edit was certainly made after {@code other}: its tick began when the other one's was over. */
    public boolean after(FieldEdit other) {
        return at > 0 && other.at > 0 && at >= other.at + other.tick;
    }

    /** Whether both are one and the same edit. */
    public boolean same(FieldEdit other) {
        return !root.isEmpty() && root.equals(other.root);
    }
}
