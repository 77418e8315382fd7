package io.bothways.simulator.kit.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The app's rules for ids and values: what it refuses and how it rewrites what it accepts. */
public interface RecordRules {

    /** The id of the next record; {@code sequence} grows by one with each record of the store and starts at 1. */
    String newId(ObjectType type, long sequence);

    /**
     * Checks and normalises what a client or a person writes.
     *
     * @param existing the record to be updated, or {@code null} for a create
     * @param fields the fields written; {@code null} clears
     * @return the fields to be stored; {@code null} clears; the given map is not changed
     * @throws RecordRefused if the app does not take the values
     */
    Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields);

    /** The same for a record that was there before the simulator started; by default under the rules of today. */
    default Map<String, @Nullable Object> acceptSeed(RecordStore store, ObjectType type,
            Map<String, @Nullable Object> fields) {
        return accept(store, type, null, fields);
    }

    /**
     * Checks whether a record may be deleted; what goes along with it is the app's business.
     *
     * @throws RecordRefused if the app keeps it
     */
    default void release(RecordStore store, StoredRecord target) {
    }
}
