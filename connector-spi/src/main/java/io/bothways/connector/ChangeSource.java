package io.bothways.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads all records, or those modified since a position. All methods make at most one page's worth of calls. */
public interface ChangeSource {
    /** Where an incremental read begins that shall see everything modified at or after {@code since}. Makes no call. */
    Cursor startingAt(String type, Instant since);

    /**
     * The next page of records modified since {@code from}: inclusive, ties and late-indexed records included, so a
     * record may come again; callers are idempotent. Throws CURSOR_EXPIRED where the position is gone.
     */
    Page changes(String type, Set<String> fields, Cursor from);

    /** The next page of a complete listing; {@code from} is empty for the first. Each record that exists throughout comes at least once. */
    Page list(String type, Set<String> fields, Optional<Cursor> from);

    /**
     * @param next where to go on: the next page of this read, or, when {@code more} is false on an incremental read,
     *     where the next poll begins; empty after the last page of a listing
     * @param more whether another page is waiting now
     * @param indexed the page came from a search index, which lags behind writes
     * @param total how many records the whole read has, where the app tells it
     * @param deleted ids that the app says are gone, where its incremental query tells
     */
    record Page(
            List<SourceRecord> records,
            Optional<Cursor> next,
            boolean more,
            boolean indexed,
            OptionalLong total,
            List<String> deleted) {
        public Page {
            records = List.copyOf(records);
            deleted = List.copyOf(deleted);
        }
    }
}
