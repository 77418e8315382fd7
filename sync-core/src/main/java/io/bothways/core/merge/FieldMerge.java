package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.mapping.ReasonCode;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.List;
import java.util.Optional;

/** One mapping of one link: the rules of {@link LinkMerge} for a single field pair. */
final class FieldMerge {
    private final Mapping mapping;
    private final LinkView view;
    private final MergePlan.Draft draft;
    private final FieldPair pair;

    private FieldMerge(Mapping mapping, LinkView view, MergePlan.Draft draft, FieldPair pair) {
        this.mapping = mapping;
        this.view = view;
        this.draft = draft;
        this.pair = pair;
    }

    /** The merge of a mapping; empty where there is nothing to compare: off, incompatible, or a side not read yet. */
    static Optional<FieldMerge> of(Mapping mapping, LinkView view, CanonicalForm form, MergePlan.Draft draft) {
        boolean off = !mapping.carriesFrom(Side.A) && !mapping.carriesFrom(Side.B);
        return off || unread(mapping, Side.A, view) || unread(mapping, Side.B, view)
                ? Optional.empty()
                : FieldPair.of(mapping, view, form).map(pair -> new FieldMerge(mapping, view, draft, pair));
    }

    private static boolean unread(Mapping mapping, Side side, LinkView view) {
        SideView ours = view.on(side);
        return LinkMerge.unknown(ours.now(mapping.on(side).name()))
                || mapping.more(side).stream().anyMatch(field -> LinkMerge.unknown(ours.now(field.name())));
    }

    static FieldDecision wrongType(Mapping mapping, Side side, MappedField field) {
        return new FieldDecision.Held(
                mapping.name(),
                side,
                ReasonCode.FIELD_WRONG_TYPE,
                "'" + field.name() + "' holds a value that is no " + field.type() + ". Refresh the app's schema.");
    }

    void decide() {
        if (sayable(Side.A) && sayable(Side.B) && !chosen() && !onHold()) {
            merge();
        }
    }

    /** Whether the side holds what its fields are said to hold; otherwise only this mapping is held. */
    private boolean sayable(Side side) {
        if (!fits(side, mapping.on(side))) {
            return false;
        }
        for (MappedField field : mapping.more(side)) {
            if (!fits(side, field)) {
                return false;
            }
        }
        Optional<Translated.Held> held = pair.held(side);
        held.ifPresent(why -> draft.decide(new FieldDecision.Held(mapping.name(), side, why.code(), why.message())));
        return held.isEmpty();
    }

    private boolean fits(Side side, MappedField field) {
        boolean fits = CanonicalForm.fits(view.on(side).now(field.name()), field.type());
        if (!fits) {
            draft.decide(wrongType(mapping, side, field));
        }
        return fits;
    }

    private void merge() {
        boolean baseA = pair.hasBase(Side.A);
        boolean baseB = pair.hasBase(Side.B);
        if (baseA && baseB) {
            threeWay();
        } else if (baseA || baseB) {
            oneBase(baseA ? Side.A : Side.B);
        } else {
            firstMatch();
        }
    }

    private void threeWay() {
        boolean changedA = pair.changed(Side.A);
        boolean changedB = pair.changed(Side.B);
        if (!changedA && !changedB) {
            if (view.differences().contains(mapping.name()) && !pair.agree()) {
                draft.differ(mapping.name());
            }
        } else if (pair.agree()) {
            settle(Rule.EQUAL);
        } else if (sameEdit()) {
            settle(Rule.SAME_EDIT);
        } else if (changedA && changedB) {
            bothChanged();
        } else {
            oneChanged(changedA ? Side.A : Side.B);
        }
    }

    /** Whether both values go back to one edit; the members of a set may go back to several. */
    private boolean sameEdit() {
        return !SetMerge.applies(mapping) && pair.edit(Side.A).same(pair.edit(Side.B));
    }

    private void oneChanged(Side source) {
        if (givenOnce()) {
            moveBase(source, pair.now(source), Rule.CREATE_ONLY);
        } else if (mapping.policy() == Policy.FILL_ONLY && !pair.fillsBlank(source)) {
            moveBase(source, pair.now(source), Rule.FILL_ONLY);
        } else if (!pair.allowed(source)) {
            moveBase(source, pair.now(source), Rule.NOT_CARRIED);
        } else if (SetMerge.applies(mapping)) {
            carry(source, Rule.MEMBERS);
        } else if (overtaken(source)) {
            overrule(source, Rule.OVERTAKEN);
        } else {
            FieldValue kept = pair.now(source.other());
            boolean carried = carry(source, Rule.ONE_SIDE_CHANGED);
            // Not a person who chose between the two, but our own write to that side: the other value is kept.
            if (carried && view.differences().contains(mapping.name()) && pair.edit(source).isCarried()
                    && !pair.blank(source.other())) {
                draft.decide(new FieldDecision.Overruled(mapping.name(), source, kept, Rule.ONE_SIDE_CHANGED));
            }
        }
    }

    /**
     * Whether the change came here by another way than this link, and too late: two edits that go round a ring at once
     * would chase each other for ever if each link carried whichever came last.
     */
    private boolean overtaken(Side source) {
        FieldEdit came = pair.edit(source);
        return view.ring() && mapping.policy() == Policy.NEWEST && pair.allowed(source.other())
                && came.isCarried() && pair.edit(source.other()).outlasts(came);
    }

    /** Carries the other side's value, and keeps the one that it replaces. */
    private void overrule(Side loser, Rule rule) {
        FieldValue lost = pair.now(loser);
        if (carry(loser.other(), rule)) {
            draft.decide(new FieldDecision.Overruled(mapping.name(), loser.other(), lost, rule));
        }
    }

    private void bothChanged() {
        if (givenOnce()) {
            settle(Rule.CREATE_ONLY);
        } else if (mapping.policy() == Policy.FILL_ONLY) {
            if (pair.fillsBlank(Side.A) && pair.allowed(Side.A)) {
                carry(Side.A, Rule.FILLS_BLANK);
            } else if (pair.fillsBlank(Side.B) && pair.allowed(Side.B)) {
                carry(Side.B, Rule.FILLS_BLANK);
            } else {
                settle(Rule.FILL_ONLY);
            }
        } else if (!pair.allowed(Side.A) && !pair.allowed(Side.B)) {
            settle(Rule.NOT_CARRIED);
        } else if (SetMerge.applies(mapping)) {
            for (Side source : Side.values()) {
                if (pair.allowed(source)) {
                    carry(source, Rule.MEMBERS);
                } else {
                    moveBase(source, pair.now(source), Rule.NOT_CARRIED);
                }
            }
        } else {
            switch (winner()) {
                case Winner.Of(Side side, Rule rule) -> overrule(side.other(), rule);
                case Winner.Nobody(Rule rule) -> draft.decide(new FieldDecision.Undecided(mapping.name(), rule));
            }
        }
    }

    /** A side that cannot be carried loses to the one that can, whatever the policy. */
    private Winner winner() {
        if (!pair.allowed(Side.A) || !pair.allowed(Side.B)) {
            return new Winner.Of(pair.allowed(Side.A) ? Side.A : Side.B, Rule.ONLY_WAY);
        }
        return Winner.of(mapping, pair, view);
    }

    /**
     * Only one side has a base: a field that was newly mapped, or a write whose answer did not tell the other side.
     * Where the other side holds what was agreed, it counts as unchanged; otherwise nothing that it holds is replaced.
     */
    private void oneBase(Side known) {
        if (pair.agree()) {
            settle(Rule.EQUAL);
        } else if (sameEdit()) {
            settle(Rule.SAME_EDIT);
        } else if (!pair.changed(known)) {
            // Listed already: the other side was blanked again before it could tell of our write.
            keepBoth(view.differences().contains(mapping.name())
                    || !pair.blank(known) && !pair.blank(known.other()));
        } else if (pair.holdsAgreed(known) && pair.allowed(known) && !givenOnce()
                && mapping.policy() != Policy.FILL_ONLY) {
            carry(known, Rule.ONE_SIDE_CHANGED);
        } else if (pair.blank(known)) {
            keepBoth(true);
        } else {
            firstMatch();
        }
    }

    private void firstMatch() {
        if (pair.agree()) {
            settle(Rule.EQUAL);
        } else if (sameEdit()) {
            settle(Rule.SAME_EDIT);
        } else if (givenOnce()) {
            settle(Rule.CREATE_ONLY);
        } else if (pair.blank(Side.A) || pair.blank(Side.B)) {
            Side source = pair.blank(Side.A) ? Side.B : Side.A;
            if (pair.allowed(source)) {
                carry(source, Rule.FILLS_BLANK);
            } else {
                settle(Rule.NOT_CARRIED);
            }
        } else if (SetMerge.applies(mapping)) {
            bothChanged();
        } else if (!awaits()) {
            keepBoth(true);
        }
    }

    /** The counterpart was given its value when it was made, or had its own; from then on each side keeps its own. */
    private boolean givenOnce() {
        return mapping.policy() == Policy.CREATE_ONLY;
    }

    /** Two references of which one leads to a record without counterpart are neither equal nor different yet. */
    private boolean awaits() {
        boolean awaiting = false;
        for (Side source : Side.values()) {
            Translated translated = pair.translate(source);
            if (translated instanceof Translated.Awaiting(var reference)) {
                draft.decide(new FieldDecision.Awaiting(mapping.name(), source, reference));
                awaiting = true;
            }
            awaiting |= translated instanceof Translated.NotSynced;
        }
        return awaiting;
    }

    /** Both values stay; two that a person would expect to be equal are listed. */
    private void keepBoth(boolean unequal) {
        if (givenOnce() || mapping.policy() == Policy.FILL_ONLY) {
            settle(givenOnce() ? Rule.CREATE_ONLY : Rule.FILL_ONLY);
        } else if (unequal) {
            draft.settle(mapping, view);
            draft.differ(mapping.name());
            draft.decide(new FieldDecision.Differs(mapping.name()));
        } else {
            settle(Rule.KEPT);
        }
    }

    private void settle(Rule rule) {
        draft.settle(mapping, view);
        draft.decide(new FieldDecision.Settled(mapping.name(), rule));
    }

    private void moveBase(Side side, FieldValue agreed, Rule rule) {
        draft.moveBase(mapping, side, agreed, view);
        draft.decide(new FieldDecision.Settled(mapping.name(), rule));
    }

    /** Plans the write of {@code source}'s value to the other side; false where nothing is written. */
    private boolean carry(Side source, Rule rule) {
        if (!SetMerge.applies(mapping)) {
            return carry(source, pair.translate(source), pair.now(source), rule);
        }
        SetMerge.Target target = pair.members(source);
        target.awaiting().ifPresent(reference ->
                draft.decide(new FieldDecision.Awaiting(mapping.name(), source, reference)));
        return carry(source, target.value(), target.source(), rule);
    }

    private boolean carry(Side source, Translated target, FieldValue agreed, Rule rule) {
        Side to = source.other();
        switch (target) {
            case Translated.Carried(FieldValue value) when pair.same(to, value, pair.now(to)) -> {
                if (!pair.same(source, agreed, pair.base(source))) {
                    moveBase(source, agreed, Rule.EQUAL);
                }
                return false;
            }
            case Translated.Carried(FieldValue value) -> {
                List<FieldValue> parts = Translation.parts(mapping, to, value);
                if (!clearsRequired(source, parts) && !goesRound(source, value)) {
                    draft.write(mapping, to, parts, agreed, view);
                    draft.decide(new FieldDecision.Carried(mapping.name(), to, pair.now(to), value, rule));
                    return true;
                }
            }
            case Translated.Held(String code, String message) ->
                draft.decide(new FieldDecision.Held(mapping.name(), source, code, message));
            case Translated.Awaiting(var reference) ->
                draft.decide(new FieldDecision.Awaiting(mapping.name(), source, reference));
            case Translated.NotSynced notSynced -> {}
        }
        return false;
    }

    private boolean clearsRequired(Side source, List<FieldValue> parts) {
        List<MappedField> fields = mapping.fields(source.other());
        for (int i = 0; i < parts.size(); i++) {
            if (fields.get(i).required() && pair.isBlank(parts.get(i), fields.get(i))) {
                String message = "'" + mapping.on(source).name() + "' was cleared, but the other app requires '"
                        + fields.get(i).name() + "'. Give it a value on either side.";
                draft.decide(new FieldDecision.Held(
                        mapping.name(), source, ReasonCode.REQUIRED_FIELD_CLEARED, message));
                return true;
            }
        }
        return false;
    }

    /** Whether a person chose a side: its value stands, also against a hold. */
    private boolean chosen() {
        Side side = view.chosen().get(mapping.name());
        if (side == null || !pair.allowed(side)) {
            return false;
        }
        draft.forget(mapping.name());
        if (pair.agree()) {
            settle(Rule.EQUAL);
        } else {
            FieldValue lost = pair.now(side.other());
            if (carry(side, Rule.CHOSEN)) {
                draft.decide(new FieldDecision.Overruled(mapping.name(), side, lost, Rule.CHOSEN));
            }
        }
        return true;
    }

    /** Whether the field is on hold. A value that did not go round releases it, and stands against one that did. */
    private boolean onHold() {
        Rewrites rewrites = view.rewrites().get(mapping.name());
        if (rewrites == null || !rewrites.held()) {
            return false;
        }
        boolean oldA = rewrites.knows(Side.A, pair.name(Side.A), pair.edit(Side.A));
        boolean oldB = rewrites.knows(Side.B, pair.name(Side.B), pair.edit(Side.B));
        if (oldA && oldB) {
            draft.decide(new FieldDecision.Stopped(mapping.name(), rewrites.written()));
            return true;
        }
        draft.forget(mapping.name());
        Side edited = oldB ? Side.A : Side.B;
        if (oldA == oldB || !pair.allowed(edited)) {
            return false;
        }
        FieldValue answered = pair.now(edited.other());
        if (carry(edited, Rule.RELEASED) && !rewrites.wentRound(pair.name(edited.other(), answered))) {
            // Whoever wrote it, nobody has seen it yet.
            draft.decide(new FieldDecision.Overruled(mapping.name(), edited, answered, Rule.RELEASED));
        }
        return true;
    }

    /** Counts a change that is to be carried, if we wrote the field before; true if that makes it one too many. */
    private boolean goesRound(Side source, FieldValue value) {
        Rewrites rewrites = draft.rewrites(mapping.name());
        if (rewrites == null) {
            return false;
        }
        Rewrites counted = rewrites.afterEdit(source, pair.edit(source), List.of(
                pair.name(source.other()), pair.name(source.other(), value), pair.name(source)));
        draft.remember(mapping.name(), counted);
        if (counted.held()) {
            draft.decide(new FieldDecision.Stopped(mapping.name(), source));
        }
        return counted.held();
    }
}
