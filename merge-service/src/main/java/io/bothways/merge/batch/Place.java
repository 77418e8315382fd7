package io.bothways.merge.batch;

import io.bothways.contracts.Side;

/** Where a record stands: one side of one sync. A record of an account in several connections has several. */
public record Place(Sync sync, Side side) {
    public RecordKey record(String id) {
        return sync.record(side, id);
    }

    public SyncSide name() {
        return new SyncSide(sync.link(""), side);
    }
}
