package io.bothways.contracts.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.Collections;

/**
 * The values of a record as read.
 *
 * @param ref the record
 * @param fields by the app's field name; fields that were not read are absent
 * @param evidence how new the reading is
 * @param whole every field that the account's configuration asks for was read; a partial snapshot overlays the mirror
 */
public record Snapshot(RecordRef ref, Map<String, FieldValue> fields, Evidence evidence, boolean whole) {
    public Snapshot {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public FieldValue field(String name) {
        return fields.getOrDefault(name, FieldValue.UNREAD);
    }

    @Override
    public String toString() {
        return "Snapshot[" + ref.key() + ", " + fields.size() + " fields, " + evidence + "]";
    }
}
