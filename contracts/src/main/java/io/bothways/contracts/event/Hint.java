package io.bothways.contracts.event;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import java.util.Optional;

/**
 * A webhook said "look at this record". Nothing in the push is trusted but the reference: the record is read again.
 * Only where the app pushes whole records with their version, what it pushed is taken for a reading, by its version.
 *
 * @param kind what the app said had happened; decides only whether a missing record is worth a second look
 * @param record as the app pushed it, every field that it has; its evidence knows no tickets: it wins by version only
 * @param movedTo id of the record of the same type that it was combined into, as the app said; believed only where the
 *     one is gone and the other is there
 */
public record Hint(
        MessageHead head, RecordRef ref, Kind kind, Optional<Snapshot> record, Optional<String> movedTo) {
    /** The record has to be read. */
    public Hint(MessageHead head, RecordRef ref, Kind kind) {
        this(head, ref, kind, Optional.empty());
    }

    public Hint(MessageHead head, RecordRef ref, Kind kind, Optional<Snapshot> record) {
        this(head, ref, kind, record, Optional.empty());
    }

    /** What the push claimed. */
    public enum Kind {
        CHANGED,
        DELETED,
        COMBINED
    }
}
