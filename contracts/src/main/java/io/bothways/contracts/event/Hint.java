package io.bothways.contracts.event;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.record.RecordRef;

/**
 * A webhook said "look at this record". Nothing in the push is trusted but the reference: the record is read again.
 *
 * @param kind what the app said had happened; decides only whether a missing record is worth a second look
 */
public record Hint(MessageHead head, RecordRef ref, Kind kind) {
    /** What the push claimed. */
    public enum Kind {
        CHANGED,
        DELETED,
        COMBINED
    }
}
