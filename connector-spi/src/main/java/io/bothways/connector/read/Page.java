package io.bothways.connector.read;

import io.bothways.connector.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of a listing or of an incremental read.
 *
 * @param next where to go on: the next page of this read, or, when {@code more} is false on an incremental read, where
 *     the next poll begins; empty after the last page of a listing
 * @param more whether another page is waiting now
 * @param indexed the page came from a search index, which lags behind writes
 * @param total how many records the whole read has, where the app tells it
 * @param deleted ids that the app says are gone, where its incremental query tells
 * @param combined losers, which are not among the deleted, to the records of the same type that they live on in, where
 *     the same query tells that
 */
public record Page(
        List<SourceRecord> records,
        Optional<Cursor> next,
        boolean more,
        boolean indexed,
        OptionalLong total,
        List<String> deleted,
        Map<String, String> combined) {
    public Page {
        records = List.copyOf(records);
        deleted = List.copyOf(deleted);
        combined = Map.copyOf(combined);
    }

    /** Of a query that does not tell where a record lives on. */
    public Page(
            List<SourceRecord> records,
            Optional<Cursor> next,
            boolean more,
            boolean indexed,
            OptionalLong total,
            List<String> deleted) {
        this(records, next, more, indexed, total, deleted, Map.of());
    }
}
