package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.canonical.CanonicalForm;

/**
 * The three-way merge of a link.
 *
 * <p>Per mapping: each side is compared with its own base, in canonical form. One changed: the change is carried, a
 * clear too. Both changed and hold the same after mapping: the bases move silently. Both changed and differ: the
 * mapping's policy decides. Neither changed: nothing, even where the sides differ, because an app may have said our
 * value in its own way.
 *
 * <p>No base on either side is the first match, treated as if both had been empty: blanks are filled both ways; unequal
 * values both stay and are listed; their bases become what the sides hold, so that each later edit is carried.
 */
public final class LinkMerge {
    private LinkMerge() {}

    /** Decides a link whose both records are known. Calling it again after the plan was carried out plans nothing. */
    public static MergePlan plan(ObjectSync sync, LinkView view) {
        MergePlan.Draft draft = new MergePlan.Draft(view.rewrites());
        CanonicalForm form = new CanonicalForm(view.region());
        for (Mapping mapping : sync.mappings()) {
            if (!rests(mapping, view)) {
                FieldMerge.of(mapping, view, form, draft).ifPresent(FieldMerge::decide);
            }
        }
        return draft.plan();
    }

    /**
     * Most fields hold on both sides just what was agreed, in the words of then: there is nothing to decide about them,
     * unless something is kept of the mapping that wants a look.
     */
    private static boolean rests(Mapping mapping, LinkView view) {
        String name = mapping.name();
        Rewrites rewrites = view.rewrites().get(name);
        return rests(mapping, Side.A, view) && rests(mapping, Side.B, view)
                && (rewrites == null || !rewrites.held())
                && !view.differences().contains(name) && !view.chosen().containsKey(name);
    }

    private static boolean rests(Mapping mapping, Side side, LinkView view) {
        SideView ours = view.on(side);
        MappedField field = mapping.on(side);
        FieldValue now = ours.now(field.name());
        return mapping.more(side).isEmpty() && !unknown(now) && now.equals(ours.base(mapping.baseOf(side, field)))
                && CanonicalForm.fits(now, field.type());
    }

    /** Whether {@code side} holds an edit that the other side was not told of yet. */
    public static boolean edited(ObjectSync sync, Side side, LinkView view) {
        CanonicalForm form = new CanonicalForm(view.region());
        return sync.mappings().stream()
                .filter(mapping -> mapping.carriesFrom(side))
                .flatMap(mapping -> FieldPair.of(mapping, view, form).stream())
                .anyMatch(pair -> pair.hasBase(side) && !unknown(pair.now(side)) && pair.changed(side));
    }

    /** Decides what a new counterpart of {@code source}'s record shall hold. */
    public static CreatePlan planCreate(ObjectSync sync, Side source, CreateView view) {
        return CreatePlan.of(sync, source, view);
    }

    /** Whether records of {@code source} may get a counterpart made for them at all. */
    public static boolean creates(ObjectSync sync, Side source) {
        return sync.mappings().stream()
                .anyMatch(mapping -> mapping.carriesFrom(source) && mapping.on(source.other()).creatable());
    }

    /** Unread, or a raw value that a side was never asked for. */
    static boolean unknown(FieldValue field) {
        return field instanceof FieldValue.Unread;
    }
}
