package io.bothways.core.merge;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * One side of a link as it is known when the merge is decided.
 *
 * @param now what the mirror holds; fields that were never read are absent
 * @param base raw values at the last agreement; a field without an entry has no base yet
 * @param edited the record's last edit as the app tells it: the edit of every field that is not in {@code edits}
 * @param edits what is known better than that of single fields: a record's stamp also moves when another field is
 *     edited or when we write
 */
public record SideView(
        Map<String, FieldValue> now, Map<String, FieldValue> base, FieldEdit edited, Map<String, FieldEdit> edits) {
    /** A side whose app keeps one stamp for the record. */
    public SideView(Map<String, FieldValue> now, Map<String, FieldValue> base, FieldEdit edited) {
        this(now, base, edited, Map.of());
    }

    FieldValue now(String field) {
        return now.getOrDefault(field, FieldValue.UNREAD);
    }

    FieldValue base(String field) {
        return base.getOrDefault(field, FieldValue.UNREAD);
    }

    FieldEdit edit(String field) {
        return edits.getOrDefault(field, edited);
    }
}
