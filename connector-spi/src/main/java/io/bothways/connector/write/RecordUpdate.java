package io.bothways.connector.write;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/** A record to be changed. Cleared fields are emptied with the app's own clear token; unread ones are left alone. */
public record RecordUpdate(String id, Map<String, FieldValue> fields) {
    public RecordUpdate {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "RecordUpdate[" + id + ", " + fields.size() + " fields]";
    }
}
