package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The row versions of the whole environment: every write of a row, its deletion too, takes the next one. Delta links
 * and ETags are made of them.
 */
public final class Versions {
    /** So that versions look like those of an environment that has been used for a while. */
    private static final long FIRST = 1_000_000;

    private final RecordStore store;
    private long last = FIRST;

    public Versions(RecordStore store) {
        this.store = store;
    }

    /** The version of the last write. */
    public long last() {
        return last;
    }

    /** Continues after a restart. */
    public void continueFrom(long version) {
        last = Math.max(last, version);
    }

    /** Gives versions to the rows that were there before the environment started, in the order of their stamps. */
    public void stampAll() {
        List<StoredRecord> seeded = new ArrayList<>();
        for (Table table : Organization.tables()) {
            store.records(table.stored()).values().stream().filter(row -> RowValue.version(row) == 0)
                    .forEach(seeded::add);
        }
        seeded.sort(Comparator.comparingLong(StoredRecord::modifiedAt));
        seeded.forEach(row -> {
            store.complete(row, Map.of("createdby", Organization.PERSON_USER));
            stamp(row);
        });
    }

    /** A client's write takes its version at once, so that the answer can tell it; a person's when it is told. */
    public void follow(Change change) {
        if (change.editor() != Editor.API) {
            if (change.kind() == Change.Kind.CREATED) {
                store.complete(change.record(), Map.of("createdby", Organization.PERSON_USER));
            }
            stamp(change.record());
        }
    }

    void stamp(StoredRecord row) {
        last++;
        store.complete(row, Map.of("versionnumber", last));
    }
}
