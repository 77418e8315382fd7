package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.mapping.Compatibility;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.Map;
import java.util.Optional;

/** Both ends of one mapping of one link, and what can be asked of them. */
final class FieldPair {
    private final Mapping mapping;
    private final LinkView view;
    private final CanonicalForm form;
    private final ValueType comparedA;
    private final ValueType comparedB;
    private final FieldValue nowA;
    private final FieldValue nowB;
    private final FieldValue baseA;
    private final FieldValue baseB;

    private FieldPair(
            Mapping mapping, LinkView view, CanonicalForm form, ValueType comparedA, ValueType comparedB) {
        this.mapping = mapping;
        this.view = view;
        this.form = form;
        this.comparedA = comparedA;
        this.comparedB = comparedB;
        this.nowA = nowOf(Side.A);
        this.nowB = nowOf(Side.B);
        this.baseA = baseOf(Side.A);
        this.baseB = baseOf(Side.B);
    }

    /** The ends of a mapping; empty where their types cannot be mapped. */
    static Optional<FieldPair> of(Mapping mapping, LinkView view, CanonicalForm form) {
        return Compatibility.compared(mapping, Side.A).flatMap(comparedA ->
                Compatibility.compared(mapping, Side.B)
                        .map(comparedB -> new FieldPair(mapping, view, form, comparedA, comparedB)));
    }

    private FieldValue nowOf(Side side) {
        SideView ours = view.on(side);
        return mapping.more(side).isEmpty()
                ? ours.now(mapping.on(side).name())
                : known(Translation.together(mapping, side, field -> ours.now(field.name())));
    }

    /** A base that cannot be said any more, because the mapping was changed, is none. */
    private FieldValue baseOf(Side side) {
        SideView ours = view.on(side);
        return mapping.more(side).isEmpty()
                ? ours.base(mapping.baseOf(side, mapping.on(side)))
                : known(Translation.together(mapping, side, field -> ours.base(mapping.baseOf(side, field))));
    }

    private static FieldValue known(Translated value) {
        return value instanceof Translated.Carried(FieldValue known) ? known : FieldValue.UNREAD;
    }

    FieldValue now(Side side) {
        return side == Side.A ? nowA : nowB;
    }

    /** Why several fields of a side are not one value; then nothing is known of what it holds. */
    Optional<Translated.Held> held(Side side) {
        return !mapping.more(side).isEmpty()
                        && Translation.together(mapping, side, field -> view.on(side).now(field.name()))
                                instanceof Translated.Held held
                ? Optional.of(held)
                : Optional.empty();
    }

    FieldValue base(Side side) {
        return side == Side.A ? baseA : baseB;
    }

    boolean hasBase(Side side) {
        return !LinkMerge.unknown(base(side));
    }

    FieldEdit edit(Side side) {
        return mapping.more(side).isEmpty()
                ? view.on(side).edit(mapping.on(side).name())
                : FieldEdit.latest(
                        mapping.fields(side).stream().map(field -> view.on(side).edit(field.name())).toList());
    }

    boolean changed(Side side) {
        return !same(side, now(side), base(side));
    }

    /** Whether two values that a side could hold are the same. */
    boolean same(Side side, FieldValue one, FieldValue other) {
        return form.same(one, other, compared(side));
    }

    private ValueType compared(Side side) {
        return side == Side.A ? comparedA : comparedB;
    }

    boolean blank(Side side) {
        return form.blank(now(side), compared(side));
    }

    boolean isBlank(FieldValue value, MappedField field) {
        return form.blank(value, field.type());
    }

    boolean fillsBlank(Side source) {
        return blank(source.other()) && !blank(source);
    }

    /** Whether the value of {@code source} may be carried to the other side at all. */
    boolean allowed(Side source) {
        Side to = source.other();
        return mapping.carriesFrom(source) && mapping.on(to).updatable()
                && mapping.more(to).stream().allMatch(MappedField::updatable);
    }

    Translated translate(Side source) {
        return Translation.translate(mapping, source, now(source), view.references());
    }

    /** Whether both sides hold the same after mapping, said in either side's words. */
    boolean agree() {
        if (blank(Side.A) && blank(Side.B)) {
            return true;
        }
        return says(Side.A) || says(Side.B);
    }

    /** A way that a transform closes says nothing: what it would make of the value is not known. */
    private boolean says(Side source) {
        return (mapping.carriesFrom(source) || mapping.toA().isEmpty() && mapping.toB().isEmpty())
                && translate(source) instanceof Translated.Carried(FieldValue value)
                && same(source.other(), value, now(source.other()));
    }

    /** Whether the other side holds what was agreed with {@code known}. */
    boolean holdsAgreed(Side known) {
        return Translation.translate(mapping, known, base(known), view.references())
                        instanceof Translated.Carried(FieldValue agreed)
                && same(known.other(), agreed, now(known.other()));
    }

    SetMerge.Target members(Side source) {
        Side to = source.other();
        return SetMerge.target(mapping, source, base(source), now(source), base(to), now(to), view.references());
    }

    /** A short name for a value of a side: equal names, same value. */
    String name(Side side, FieldValue value) {
        return side + Digest.of(Map.of("", form.of(value, compared(side))));
    }

    String name(Side side) {
        return name(side, now(side));
    }
}
