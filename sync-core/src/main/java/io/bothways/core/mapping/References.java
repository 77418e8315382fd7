package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.Value;

/** Where a record that a field points to has its counterpart. */
@FunctionalInterface
public interface References {
    /** The counterpart of a record of side {@code from}. */
    Counterpart of(Side from, Value.Reference reference);

    /** What is known of it. */
    sealed interface Counterpart {
        /** The record is linked to this one of the other side. */
        record Linked(Value.Reference reference) implements Counterpart {}

        /** The record has no link yet; it may get one. */
        record Unlinked() implements Counterpart {}

        /** Records of this type are not kept in step, so the field can never be carried. */
        record NotSynced() implements Counterpart {}
    }
}
