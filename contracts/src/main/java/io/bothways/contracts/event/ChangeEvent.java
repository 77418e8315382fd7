package io.bothways.contracts.event;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import java.time.Instant;

/** Something an app's record went through, as a poller or a webhook re-read found it. */
public sealed interface ChangeEvent {
    MessageHead head();

    /** The record was read and holds these values. It may be unchanged: merge compares. */
    record RecordChanged(MessageHead head, Snapshot snapshot) implements ChangeEvent {}

    /** The app says that the record is gone (deleted or archived). */
    record RecordDeleted(MessageHead head, RecordRef ref, Evidence evidence) implements ChangeEvent {}

    /** The app combined two of its records: {@code loser} lives on as {@code survivor}. */
    record RecordsCombined(MessageHead head, RecordRef loser, RecordRef survivor, Evidence evidence)
            implements ChangeEvent {}

    /**
     * A complete listing has been published, all of it before this event on the same partition. Stands on every
     * partition of the backfill topic; only all of them together say that the listing has been merged.
     *
     * @param run the listing
     * @param type the object type that was listed
     * @param records how many records the listing returned
     * @param startedAt when the listing began; every record that existed then and was not deleted since is in it
     * @param partition the partition that this copy stands on
     * @param partitions how many copies there are
     */
    record ListingFinished(
            MessageHead head, String run, String type, long records, Instant startedAt, int partition, int partitions)
            implements ChangeEvent {}
}
