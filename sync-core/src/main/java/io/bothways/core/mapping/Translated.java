package io.bothways.core.mapping;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;

/** A value of one side, said in the words of the other. */
public sealed interface Translated {
    /** What the other side shall hold. */
    record Carried(FieldValue value) implements Translated {}

    /** It cannot be said there; only this field is held. */
    record Held(String code, String message) implements Translated {}

    /** It points to a record that has no counterpart yet. */
    record Awaiting(Value.Reference reference) implements Translated {}

    /** It points to a record of a type that is not kept in step; the field is left alone. */
    record NotSynced() implements Translated {}
}
