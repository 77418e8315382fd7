package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;

/** Whose value stands where both sides changed one field to different values. */
sealed interface Winner {
    /** The value of {@code side}. */
    record Of(Side side, Rule rule) implements Winner {}

    /** Nobody's yet: a person chooses. */
    record Nobody(Rule rule) implements Winner {}

    /** What the mapping's policy says; both ways are open. */
    static Winner of(Mapping mapping, FieldPair pair, LinkView view) {
        return switch (mapping.policy()) {
            case SIDE_A -> new Of(Side.A, Rule.SIDE_A);
            case SIDE_B -> new Of(Side.B, Rule.SIDE_B);
            case NEWEST -> newest(pair);
            case MOST_RESTRICTIVE -> Restriction.stricter(mapping, pair.now(Side.A), pair.now(Side.B), view.references())
                    .<Winner>map(side -> new Of(side, Rule.MOST_RESTRICTIVE))
                    .orElseGet(() -> new Nobody(Rule.NEITHER_RESTRICTS));
            case FILL_ONLY, CREATE_ONLY, REVIEW -> new Nobody(Rule.REVIEW);
        };
    }

    private static Winner newest(FieldPair pair) {
        FieldEdit a = pair.edit(Side.A);
        FieldEdit b = pair.edit(Side.B);
        if (a.after(b)) {
            return new Of(Side.A, Rule.NEWEST);
        }
        return b.after(a) ? new Of(Side.B, Rule.NEWEST) : new Nobody(Rule.CLOCKS_TOO_COARSE);
    }
}
