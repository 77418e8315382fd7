package io.bothways.connector;

import java.util.List;
import java.util.Map;

/** Tells deletions, and records that the app combined, since a position. */
public interface DeletionSource {
    /** Where to begin so that everything from {@code since} on is seen. Makes no call. */
    Cursor startingAt(String type, java.time.Instant since);

    Page deletions(String type, Cursor from);

    /**
     * @param deleted ids that are gone
     * @param combined old id to the id that it lives on under
     * @param complete false where the app's log does not reach back to the position: a sweep is needed
     */
    record Page(List<String> deleted, Map<String, String> combined, Cursor next, boolean more, boolean complete) {
        public Page {
            deleted = List.copyOf(deleted);
            combined = Map.copyOf(combined);
        }
    }
}
