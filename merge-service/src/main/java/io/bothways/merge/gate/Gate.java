package io.bothways.merge.gate;

import io.bothways.contracts.Side;
import io.bothways.merge.batch.LinkKey;

/**
 * One object sync's gate, as it is stored.
 *
 * @param name the object sync, as a link key without link
 * @param after how far the pass is: the last record's id
 * @param version the configuration under which the pass began
 */
record Gate(LinkKey name, State state, Pass pass, String after, long version) {
    /** Whether records may be matched and written. */
    enum State {
        INDEXING,
        OPENING,
        OPEN
    }

    /** What is gone through, in this order: all match keys first, because a record is matched against all others. */
    enum Pass {
        NONE,
        INDEX_A,
        INDEX_B,
        MERGE_A,
        MERGE_B;

        Side side() {
            return this == INDEX_A || this == MERGE_A ? Side.A : Side.B;
        }

        boolean merges() {
            return this == MERGE_A || this == MERGE_B;
        }

        Pass next() {
            return this == MERGE_B ? NONE : values()[ordinal() + 1];
        }
    }
}
