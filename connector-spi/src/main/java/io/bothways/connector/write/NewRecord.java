package io.bothways.connector.write;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * A record to be made.
 *
 * @param marker unique per create: stored with the record where the app can hold one, so that a lost answer can be
 *     looked up; empty for none
 */
public record NewRecord(Map<String, FieldValue> fields, String marker) {
    public NewRecord {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "NewRecord[" + fields.size() + " fields, " + marker + "]";
    }
}
