package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.mapping.Compatibility;
import io.bothways.core.mapping.ReasonCode;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.Optional;

/** One mapping of one link: the rules of {@link LinkMerge} for a single field pair. */
final class FieldMerge {
    /** Modified stamps tick in whole seconds in many apps; closer ones are no evidence of which edit was later. */
    private static final long CLOCK_TICK_MILLIS = 1_000;

    private final Mapping mapping;
    private final LinkView view;
    private final MergePlan.Draft draft;
    private final CanonicalForm form;
    private final ValueType compared;
    private final FieldValue[] now;
    private final FieldValue[] base;

    private FieldMerge(Mapping mapping, LinkView view, MergePlan.Draft draft, ValueType compared) {
        this.mapping = mapping;
        this.view = view;
        this.draft = draft;
        this.compared = compared;
        this.form = new CanonicalForm(view.region());
        this.now = new FieldValue[] {view.a().now(mapping.a().name()), view.b().now(mapping.b().name())};
        this.base = new FieldValue[] {view.a().base(mapping.a().name()), view.b().base(mapping.b().name())};
    }

    /** The merge of a mapping; empty where there is nothing to compare: off, incompatible, or a side not read yet. */
    static Optional<FieldMerge> of(Mapping mapping, LinkView view, MergePlan.Draft draft) {
        boolean off = !mapping.carriesFrom(Side.A) && !mapping.carriesFrom(Side.B);
        boolean unread = LinkMerge.unknown(view.a().now(mapping.a().name()))
                || LinkMerge.unknown(view.b().now(mapping.b().name()));
        return off || unread
                ? Optional.empty()
                : Compatibility.common(mapping.a().type(), mapping.b().type())
                        .map(compared -> new FieldMerge(mapping, view, draft, compared));
    }

    static FieldDecision wrongType(Mapping mapping, Side side) {
        MappedField field = mapping.on(side);
        return new FieldDecision.Held(
                mapping.name(),
                side,
                ReasonCode.FIELD_WRONG_TYPE,
                "'" + field.name() + "' holds a value that is no " + field.type() + ". Refresh the app's schema.");
    }

    void decide() {
        for (Side side : Side.values()) {
            if (!CanonicalForm.fits(now(side), mapping.on(side).type())) {
                draft.decide(wrongType(mapping, side));
                return;
            }
        }
        boolean baseA = !LinkMerge.unknown(base(Side.A));
        boolean baseB = !LinkMerge.unknown(base(Side.B));
        if (baseA && baseB) {
            threeWay();
        } else if (baseA || baseB) {
            oneBase(baseA ? Side.A : Side.B);
        } else {
            firstMatch();
        }
    }

    private void threeWay() {
        boolean changedA = changed(Side.A);
        boolean changedB = changed(Side.B);
        if (!changedA && !changedB) {
            if (view.differences().contains(mapping.name()) && !agree()) {
                draft.differ(mapping.name());
            }
        } else if (agree()) {
            settle();
        } else if (changedA && changedB) {
            bothChanged();
        } else {
            Side source = changedA ? Side.A : Side.B;
            boolean kept = mapping.policy() == Policy.FILL_ONLY && !fillsBlank(source);
            if (kept || givenOnce() || !allowed(source)) {
                moveBase(source);
            } else {
                carry(source);
            }
        }
    }

    private void bothChanged() {
        if (givenOnce()) {
            settle();
        } else if (mapping.policy() == Policy.FILL_ONLY) {
            if (fillsBlank(Side.A) && allowed(Side.A)) {
                carry(Side.A);
            } else if (fillsBlank(Side.B) && allowed(Side.B)) {
                carry(Side.B);
            } else {
                settle();
            }
        } else if (!allowed(Side.A) && !allowed(Side.B)) {
            settle();
        } else if (SetMerge.applies(mapping)) {
            for (Side source : Side.values()) {
                if (allowed(source)) {
                    carry(source);
                } else {
                    moveBase(source);
                }
            }
        } else {
            winner().ifPresentOrElse(this::overrule, () -> draft.decide(new FieldDecision.Undecided(mapping.name())));
        }
    }

    /** Whose value stands; a side that cannot be carried loses to the one that can. */
    private Optional<Side> winner() {
        if (!allowed(Side.A) || !allowed(Side.B)) {
            return Optional.of(allowed(Side.A) ? Side.A : Side.B);
        }
        return switch (mapping.policy()) {
            case SIDE_A -> Optional.of(Side.A);
            case SIDE_B -> Optional.of(Side.B);
            case NEWEST -> newest();
            case MOST_RESTRICTIVE -> Restriction.stricter(mapping, now(Side.A), now(Side.B), view.references());
            case FILL_ONLY, CREATE_ONLY, REVIEW -> Optional.empty();
        };
    }

    private Optional<Side> newest() {
        long a = view.a().modified();
        long b = view.b().modified();
        if (a <= 0 || b <= 0 || Math.abs(a - b) < CLOCK_TICK_MILLIS) {
            return Optional.empty();
        }
        return Optional.of(a > b ? Side.A : Side.B);
    }

    private void overrule(Side winner) {
        if (carry(winner)) {
            draft.decide(new FieldDecision.Overruled(mapping.name(), winner, now(winner.other())));
        }
    }

    /**
     * Only one side has a base: a field that was newly mapped, or a write whose answer did not tell the other side.
     * Where the other side holds what was agreed, it counts as unchanged; otherwise nothing that it holds is replaced.
     */
    private void oneBase(Side known) {
        if (agree()) {
            settle();
        } else if (!changed(known)) {
            keepBoth(!givenOnce() && !blank(known) && !blank(known.other()));
        } else if (holdsAgreed(known) && allowed(known) && !givenOnce()
                && mapping.policy() != Policy.FILL_ONLY) {
            carry(known);
        } else if (blank(known)) {
            keepBoth(!givenOnce());
        } else {
            firstMatch();
        }
    }

    private boolean holdsAgreed(Side known) {
        return Translation.translate(mapping, known, base(known), view.references())
                        instanceof Translated.Carried(FieldValue agreed)
                && form.same(agreed, now(known.other()), compared);
    }

    private void firstMatch() {
        if (agree() || givenOnce()) {
            settle();
        } else if (blank(Side.A) || blank(Side.B)) {
            Side source = blank(Side.A) ? Side.B : Side.A;
            if (allowed(source)) {
                carry(source);
            } else {
                settle();
            }
        } else if (SetMerge.applies(mapping)) {
            bothChanged();
        } else if (!awaits()) {
            keepBoth(mapping.policy() != Policy.FILL_ONLY);
        }
    }

    /** Two references of which one leads to a record without counterpart are neither equal nor different yet. */
    private boolean awaits() {
        boolean awaiting = false;
        for (Side source : Side.values()) {
            Translated translated = translate(source);
            if (translated instanceof Translated.Awaiting(var reference)) {
                draft.decide(new FieldDecision.Awaiting(mapping.name(), source, reference));
                awaiting = true;
            }
            awaiting |= translated instanceof Translated.NotSynced;
        }
        return awaiting;
    }

    private void keepBoth(boolean listed) {
        draft.settle(mapping, view);
        if (listed) {
            draft.differ(mapping.name());
            draft.decide(new FieldDecision.Differs(mapping.name()));
        }
    }

    private void settle() {
        draft.settle(mapping, view);
        draft.decide(new FieldDecision.Settled(mapping.name()));
    }

    private void moveBase(Side side) {
        draft.moveBase(mapping, side, view);
        draft.decide(new FieldDecision.Settled(mapping.name()));
    }

    /** Plans the write of {@code source}'s value to the other side; false where it cannot be said there. */
    private boolean carry(Side source) {
        Side to = source.other();
        switch (target(source)) {
            case Translated.Carried(FieldValue value) when form.same(value, now(to), compared) -> {
                moveBase(source);
                return false;
            }
            case Translated.Carried(FieldValue value) when isBlank(value) && mapping.on(to).required() -> {
                String message = "'" + mapping.on(source).name() + "' was cleared, but the other app requires '"
                        + mapping.on(to).name() + "'. Give it a value on either side.";
                draft.decide(new FieldDecision.Held(
                        mapping.name(), source, ReasonCode.REQUIRED_FIELD_CLEARED, message));
                return false;
            }
            case Translated.Carried(FieldValue value) -> {
                draft.write(mapping, to, value, view);
                draft.decide(new FieldDecision.Carried(mapping.name(), to));
                return true;
            }
            case Translated.Held(String code, String message) ->
                draft.decide(new FieldDecision.Held(mapping.name(), source, code, message));
            case Translated.Awaiting(var reference) ->
                draft.decide(new FieldDecision.Awaiting(mapping.name(), source, reference));
            case Translated.NotSynced notSynced -> {}
        }
        return false;
    }

    private Translated target(Side source) {
        return SetMerge.applies(mapping)
                ? SetMerge.target(mapping, source, base(source), now(source), now(source.other()), view.references())
                : translate(source);
    }

    /** Whether both sides hold the same after mapping, said in either side's words. */
    private boolean agree() {
        if (blank(Side.A) && blank(Side.B)) {
            return true;
        }
        for (Side source : Side.values()) {
            if (translate(source) instanceof Translated.Carried(FieldValue value)
                    && form.same(value, now(source.other()), compared)) {
                return true;
            }
        }
        return false;
    }

    private Translated translate(Side source) {
        return Translation.translate(mapping, source, now(source), view.references());
    }

    private boolean allowed(Side source) {
        return mapping.carriesFrom(source) && mapping.on(source.other()).updatable();
    }

    /** The counterpart was given its value when it was made, or had its own; from then on each side keeps its own. */
    private boolean givenOnce() {
        return mapping.policy() == Policy.CREATE_ONLY;
    }

    private boolean fillsBlank(Side source) {
        return blank(source.other()) && !blank(source);
    }

    private boolean changed(Side side) {
        return !form.same(now(side), base(side), compared);
    }

    private boolean blank(Side side) {
        return isBlank(now(side));
    }

    private boolean isBlank(FieldValue field) {
        return form.blank(field, compared);
    }

    private FieldValue now(Side side) {
        return now[side.ordinal()];
    }

    private FieldValue base(Side side) {
        return base[side.ordinal()];
    }
}
