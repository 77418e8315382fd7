package io.bothways.merge.match;

import io.bothways.merge.batch.RecordKey;

/** What was found for a record without counterpart. */
public sealed interface Match {
    /** This record of the other side, and no other, is the same thing. */
    record Found(RecordKey counterpart) implements Match {}

    /** No record of the other side is. */
    record None(boolean keyless) implements Match {}

    /** A person has to choose. */
    record Unclear(String code, String message) implements Match {}

    /** A create that is under way may be about this record. */
    record Waits() implements Match {}
}
