package io.bothways.connector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads records by id or key. Never from a lagging index unless it says so. */
public interface RecordReader {
    /** At most {@link ConnectorDescriptor#readBatch} ids, one call. Every id is in exactly one part of the answer. */
    Found readByIds(String type, Set<String> fields, Collection<String> ids);

    /**
     * Records that hold one of {@code values} in {@code field}; used after an unknown outcome or a duplicate answer.
     *
     * @return the records, and whether a miss can be trusted ({@link Found#reliable})
     */
    Found findByKey(String type, Set<String> fields, String field, Collection<String> values);

    /**
     * @param records what is there
     * @param missing ids that are not there (deleted, or never were)
     * @param moved old id to the id that the record lives on under
     * @param reliable a miss means that there is none; false where it was read from an index that lags
     */
    record Found(List<SourceRecord> records, Set<String> missing, Map<String, String> moved, boolean reliable) {
        public Found {
            records = List.copyOf(records);
            missing = Set.copyOf(missing);
            moved = Map.copyOf(moved);
        }
    }
}
