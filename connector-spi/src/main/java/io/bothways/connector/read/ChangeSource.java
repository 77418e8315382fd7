package io.bothways.connector.read;

import io.bothways.connector.Ability;
import java.time.Instant;
import java.util.Set;

/**
 * Reads the records that were modified since a position. An app without it only pushes, and is listed as a safety net.
 */
public interface ChangeSource extends Ability {
    /** Where an incremental read begins that shall see everything modified at or after {@code since}. Makes no call. */
    Cursor startingAt(String type, Instant since);

    /**
     * The next page of records modified since {@code from}: inclusive, ties and late-indexed records included, so a
     * record may come again; callers are idempotent. At most one page's worth of calls. Any number of records with one
     * stamp is read, and the read ends while records are being modified. Throws CURSOR_EXPIRED where the position is
     * gone or not understood.
     */
    Page changes(String type, Set<String> fields, Cursor from);
}
