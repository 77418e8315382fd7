package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;

/** What was decided about one mapping, and why. A mapping that nothing happened to has none. */
public sealed interface FieldDecision {
    /** The mapping's name. */
    String mapping();

    /** Both sides hold the same, or what one side did is not for the other: the bases move, nothing is written. */
    record Settled(String mapping) implements FieldDecision {}

    /** Side {@code to} shall hold what the other side holds. */
    record Carried(String mapping, Side to) implements FieldDecision {}

    /** Both sides had changed; {@code winner}'s value is carried and the other one kept as {@code lost}. */
    record Overruled(String mapping, Side winner, FieldValue lost) implements FieldDecision {}

    /** Different values at the first match; both stay. */
    record Differs(String mapping) implements FieldDecision {}

    /** Both sides had changed and a person has to choose; nothing is written. */
    record Undecided(String mapping) implements FieldDecision {}

    /** The value of {@code source} cannot be said on the other side; the rest of the record is not held up. */
    record Held(String mapping, Side source, String code, String message) implements FieldDecision {}

    /** The value of {@code source} points to a record that has no counterpart yet. */
    record Awaiting(String mapping, Side source, Value.Reference reference) implements FieldDecision {}
}
