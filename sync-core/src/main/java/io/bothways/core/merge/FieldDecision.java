package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;

/**
 * What was decided about one mapping, and by which rule. A mapping that nothing happened to has none; a set that is
 * merged both ways has one per way, and a conflict that was decided has two: what is carried, and what was overruled.
 */
public sealed interface FieldDecision {
    /** The mapping's name. */
    String mapping();

    /** Why. */
    Rule rule();

    /** Both sides hold the same, or what one side did is not for the other: the bases move, nothing is written. */
    record Settled(String mapping, Rule rule) implements FieldDecision {}

    /** Side {@code to} shall hold {@code value}, where it held {@code before}; both in that side's own words. */
    record Carried(String mapping, Side to, FieldValue before, FieldValue value, Rule rule) implements FieldDecision {}

    /** Both sides had changed; {@code winner}'s value is carried and the other one kept as {@code lost}. */
    record Overruled(String mapping, Side winner, FieldValue lost, Rule rule) implements FieldDecision {}

    /** Different values at the first match; both stay. */
    record Differs(String mapping) implements FieldDecision {
        @Override
        public Rule rule() {
            return Rule.FIRST_DIFFERENCE;
        }
    }

    /** Both sides had changed and a person has to choose; nothing is written. */
    record Undecided(String mapping, Rule rule) implements FieldDecision {}

    /** The value of {@code source} cannot be said on the other side; the rest of the record is not held up. */
    record Held(String mapping, Side source, String code, String message) implements FieldDecision {
        @Override
        public Rule rule() {
            return Rule.NOT_SAYABLE;
        }
    }

    /** The value of {@code source} points to a record that has no counterpart yet. */
    record Awaiting(String mapping, Side source, Value.Reference reference) implements FieldDecision {
        @Override
        public Rule rule() {
            return Rule.NO_COUNTERPART;
        }
    }

    /** The field was rewritten after our own writes again and again: it is left alone until somebody else edits it. */
    record Stopped(String mapping, Side source) implements FieldDecision {
        @Override
        public Rule rule() {
            return Rule.REWRITTEN;
        }
    }
}
