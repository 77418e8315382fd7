package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.Map;

/** Both ends of one mapping of one link, and what can be asked of them. */
final class FieldPair {
    private final Mapping mapping;
    private final LinkView view;
    private final CanonicalForm form;
    private final ValueType compared;
    private final FieldValue nowA;
    private final FieldValue nowB;
    private final FieldValue baseA;
    private final FieldValue baseB;

    FieldPair(Mapping mapping, LinkView view, CanonicalForm form, ValueType compared) {
        this.mapping = mapping;
        this.view = view;
        this.form = form;
        this.compared = compared;
        this.nowA = view.a().now(mapping.a().name());
        this.nowB = view.b().now(mapping.b().name());
        this.baseA = view.a().base(mapping.a().name());
        this.baseB = view.b().base(mapping.b().name());
    }

    FieldValue now(Side side) {
        return side == Side.A ? nowA : nowB;
    }

    FieldValue base(Side side) {
        return side == Side.A ? baseA : baseB;
    }

    boolean hasBase(Side side) {
        return !LinkMerge.unknown(base(side));
    }

    FieldEdit edit(Side side) {
        return view.on(side).edit(mapping.on(side).name());
    }

    boolean changed(Side side) {
        return !same(now(side), base(side));
    }

    boolean same(FieldValue one, FieldValue other) {
        return form.same(one, other, compared);
    }

    boolean blank(Side side) {
        return blank(now(side));
    }

    boolean blank(FieldValue field) {
        return form.blank(field, compared);
    }

    boolean fillsBlank(Side source) {
        return blank(source.other()) && !blank(source);
    }

    /** Whether the value of {@code source} may be carried to the other side at all. */
    boolean allowed(Side source) {
        return mapping.carriesFrom(source) && mapping.on(source.other()).updatable();
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

    private boolean says(Side source) {
        return translate(source) instanceof Translated.Carried(FieldValue value) && same(value, now(source.other()));
    }

    /** Whether the other side holds what was agreed with {@code known}. */
    boolean holdsAgreed(Side known) {
        return Translation.translate(mapping, known, base(known), view.references())
                        instanceof Translated.Carried(FieldValue agreed)
                && same(agreed, now(known.other()));
    }

    SetMerge.Target members(Side source) {
        return SetMerge.target(mapping, source, base(source), now(source), now(source.other()), view.references());
    }

    /** A short name for a value of a side: equal names, same value. */
    String name(Side side, FieldValue value) {
        return side + Digest.of(Map.of("", form.of(value, compared)));
    }

    String name(Side side) {
        return name(side, now(side));
    }
}
