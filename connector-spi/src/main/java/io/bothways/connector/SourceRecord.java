package io.bothways.connector;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * A record as an app gave it; the runtime adds account and tickets.
 *
 * @param id canonical
 * @param fields every field that was asked for: Present or Cleared
 * @param version modified stamp in milliseconds by the app's clock, 0 where it has none
 */
public record SourceRecord(String id, Map<String, FieldValue> fields, long version) {
    public SourceRecord {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "SourceRecord[" + id + ", " + fields.size() + " fields]";
    }
}
