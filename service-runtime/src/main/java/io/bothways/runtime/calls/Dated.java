package io.bothways.runtime.calls;

import io.bothways.connector.SourceRecord;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;

/**
 * An answer of an app with the tickets that were taken around the call.
 *
 * @param asked taken before the call was sent
 * @param answered taken after the answer came
 * @param tick how coarse the app's modified stamps are, in milliseconds
 */
public record Dated<T>(T value, long asked, long answered, long tick) {
    /** Another part of the same answer. */
    public <P> Dated<P> part(P part) {
        return new Dated<>(part, asked, answered, tick);
    }

    /** How new a reading in this answer is. */
    public Evidence evidence(long version, boolean indexed) {
        return new Evidence(version, asked, answered, indexed, tick);
    }

    public Snapshot snapshot(AccountId account, String type, SourceRecord record, boolean indexed, boolean whole) {
        return new Snapshot(
                new RecordRef(account, type, record.id()),
                record.fields(),
                evidence(record.version(), indexed),
                whole);
    }
}
