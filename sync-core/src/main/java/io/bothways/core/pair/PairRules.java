package io.bothways.core.pair;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.core.pair.PairDecision.Ask;
import io.bothways.core.pair.PairDecision.End;
import io.bothways.core.pair.PairDecision.Follow;
import io.bothways.core.pair.PairDecision.MarkRecord;
import io.bothways.core.pair.PairDecision.Merge;
import io.bothways.core.pair.PairDecision.Remove;
import io.bothways.core.pair.PairDecision.Review;
import io.bothways.core.pair.PairDecision.Revive;
import io.bothways.core.pair.PairDecision.Why;

/**
 * The table of docs/merge.md, "Deleted, combined and restored records".
 *
 * <p>A combined record was not deleted: it is followed before anything else is asked, on either side: else the survivor
 * would look like a record without counterpart. A delete that this pair caused
 * never comes back over it; where only one of two deletes was undone, both sides stay as they are. Nothing is done to
 * the other record before the app was asked by id whether the deleted one lives on elsewhere. What would take the other
 * record out of use never beats an edit that nobody has seen yet.
 */
public final class PairRules {
    private PairRules() {}

    /** What becomes of the pair. */
    public static PairDecision decide(PairView pair) {
        for (Side side : Side.values()) {
            if (pair.on(side) == Presence.COMBINED && !pair.taken().contains(side)) {
                return new Follow(side);
            }
        }
        if (pair.a() == Presence.COMBINED || pair.b() == Presence.COMBINED) {
            return new Review(Why.BOTH_LINKED);
        }
        boolean thereA = pair.a().isThere();
        boolean thereB = pair.b().isThere();
        if (thereA && thereB) {
            boolean restored = pair.a() == Presence.RESTORED || pair.b() == Presence.RESTORED;
            return restored ? new Revive() : new Merge();
        }
        if (!thereA && !thereB) {
            return new End(Why.BOTH_DELETED);
        }
        return oneDeleted(pair, thereA ? Side.B : Side.A);
    }

    private static PairDecision oneDeleted(PairView pair, Side deleted) {
        Side target = deleted.other();
        if (pair.ours().contains(deleted) || pair.on(target) == Presence.RESTORED) {
            return new End(Why.UNDONE);
        }
        OnDelete onDelete = pair.onDelete(deleted);
        if (onDelete instanceof OnDelete.Ignore) {
            return new End(Why.DELETE_IGNORED);
        }
        if (!pair.asked().contains(deleted)) {
            return new Ask(deleted);
        }
        boolean edited = pair.on(target) == Presence.EDITED;
        return switch (onDelete) {
            case OnDelete.Ignore ignore -> new End(Why.DELETE_IGNORED);
            case OnDelete.Tag(var mark) -> new MarkRecord(target, mark, false);
            case OnDelete.Delete delete -> edited ? new Review(Why.EDIT_BEATS_DELETE) : new Remove(target);
            case OnDelete.Archive(var mark) ->
                edited ? new Review(Why.EDIT_BEATS_DELETE) : new MarkRecord(target, mark, true);
        };
    }
}
