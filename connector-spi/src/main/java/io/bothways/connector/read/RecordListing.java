package io.bothways.connector.read;

import io.bothways.connector.Ability;
import java.util.Optional;
import java.util.Set;

/** Reads all records of a type. */
public interface RecordListing extends Ability {
    /**
     * The next page of a complete listing, at most one page's worth of calls; {@code from} is empty for the first. Each
     * record that exists throughout comes at least once. Throws CURSOR_EXPIRED where the listing cannot go on.
     */
    Page list(String type, Set<String> fields, Optional<Cursor> from);
}
