package io.bothways.connector.read;

import io.bothways.connector.Ability;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells deletions, and records that the app combined, since a position, where the incremental query does not. */
public interface DeletionSource extends Ability {
    /** Where to begin so that everything from {@code since} on is seen. Makes no call. */
    Cursor startingAt(String type, Instant since);

    /** The next page; a deletion may come again. */
    Deleted deletions(String type, Cursor from);

    /**
     * @param deleted ids that are gone
     * @param combined old id to the id that it lives on under
     * @param complete false where the app's log does not reach back to the position: a sweep is needed
     */
    record Deleted(List<String> deleted, Map<String, String> combined, Cursor next, boolean more, boolean complete) {
        public Deleted {
            deleted = List.copyOf(deleted);
            combined = Map.copyOf(combined);
        }
    }
}
