package io.bothways.simulator.kit.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a record.
 *
 * @param sequence its place in the change log
 * @param kind what happened
 * @param record the record, in its new state
 * @param before the former values of the fields that changed, {@code null} where they were blank
 * @param after the new values of the same fields, {@code null} where they are blank now
 * @param editor who did it
 * @param at milliseconds of the epoch
 */
public record Change(long sequence, Kind kind, StoredRecord record, Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> after, Editor editor, long at) {

    /**
     * What happened. {@code TOUCHED}: stamps moved, no field did; {@code RESTORED}: back from deletion;
     * {@code COMBINED}: merged away into another.
     */
    public enum Kind { CREATED, UPDATED, TOUCHED, DELETED, RESTORED, COMBINED }

    @Override
    public String toString() {
        return kind + " " + record;
    }
}
