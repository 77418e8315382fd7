package io.bothways.core.merge;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * One side of a link as it is known when the merge is decided.
 *
 * @param now what the mirror holds; fields that were never read are absent
 * @param base raw values at the last agreement; a field without an entry has no base yet
 * @param modified the app's modified stamp in milliseconds, 0 where it tells none
 */
public record SideView(Map<String, FieldValue> now, Map<String, FieldValue> base, long modified) {
    FieldValue now(String field) {
        return now.getOrDefault(field, FieldValue.UNREAD);
    }

    FieldValue base(String field) {
        return base.getOrDefault(field, FieldValue.UNREAD);
    }
}
