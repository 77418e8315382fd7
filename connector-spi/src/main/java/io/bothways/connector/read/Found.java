package io.bothways.connector.read;

import io.bothways.connector.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a read by id or key has found.
 *
 * @param records what is there
 * @param missing ids that are not there (deleted, or never were)
 * @param moved old id to the id that the record lives on under
 * @param reliable a miss means that there is none; false where it was read from an index that lags
 */
public record Found(List<SourceRecord> records, Set<String> missing, Map<String, String> moved, boolean reliable) {
    public Found {
        records = List.copyOf(records);
        missing = Set.copyOf(missing);
        moved = Map.copyOf(moved);
    }
}
