package io.bothways.connector.hubspot;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;

/**
 * Where an incremental read stands. It never uses the search's own {@code after}: that is an offset, which a record
 * that is edited meanwhile shifts (it moves to the end and the one behind the page's edge is skipped), and it ends at
 * 10,000 results. Instead every page is a window of its own:
 *
 * <ul>
 *   <li>by stamp: everything from {@link #from} on, oldest first. The next window begins at the page's last stamp, so
 *       its ties come again.
 *   <li>within one stamp, once a whole page holds no other: by id, each page behind the last one's greatest id. After
 *       the last of them it goes on by stamp, one millisecond later.
 * </ul>
 *
 * Each page moves the stamp or, within it, the id. So any number of equal stamps is read, and it ends.
 *
 * @param mark where the next read may begin
 * @param startedAt our clock when this read began, 0 between two reads
 * @param from the window's first stamp
 * @param afterId within the stamp {@code from}: behind this id; -1 by stamp
 */
record SearchPosition(Watermark mark, long startedAt, long from, long afterId) {
    static final long BY_STAMP = -1;

    private static final String FORM = "s1";
    private static final Duration RESOLUTION = Duration.ofMillis(1);

    static SearchPosition startingAt(Instant since) {
        Watermark mark = Watermark.startingAt(since, HubSpotProvider.INDEX_LAG);
        return new SearchPosition(mark, 0, mark.floor(), BY_STAMP);
    }

    /** Remembers when the read began; pages after the first keep it. */
    SearchPosition begun(Instant now) {
        return startedAt == 0 ? new SearchPosition(mark, now.toEpochMilli(), from, afterId) : this;
    }

    boolean byStamp() {
        return afterId == BY_STAMP;
    }

    /**
     * Behind a page.
     *
     * @param oldestStamp the page's least stamp, 0 for an empty page
     * @param newestStamp the page's greatest stamp, 0 for an empty page
     * @param greatestId the page's greatest id, 0 for an empty page
     * @param full more records wait in the same window
     */
    SearchPosition after(
            long oldestStamp, long newestStamp, long greatestId, boolean full, Instant answeredAt) {
        Watermark seen = mark.seen(newestStamp, answeredAt);
        if (byStamp()) {
            if (!full) {
                Watermark done = seen.finished(
                        Instant.ofEpochMilli(startedAt), HubSpotProvider.INDEX_LAG, RESOLUTION);
                return new SearchPosition(done, 0, done.floor(), BY_STAMP);
            }
            return newestStamp > from && newestStamp > oldestStamp
                    ? new SearchPosition(seen, startedAt, newestStamp, BY_STAMP)
                    : new SearchPosition(seen, startedAt, Math.max(from, newestStamp), 0);
        }
        return full
                ? new SearchPosition(seen, startedAt, from, Math.max(afterId, greatestId))
                : new SearchPosition(seen, startedAt, from + 1, BY_STAMP);
    }

    /** Whether the read that this position belongs to goes on. */
    boolean reading() {
        return startedAt != 0;
    }

    Cursor cursor() {
        return new Cursor(String.join(
                ":",
                FORM,
                Long.toString(mark.floor()),
                Long.toString(mark.newest()),
                Long.toString(mark.newestSeenAt()),
                Long.toString(startedAt),
                Long.toString(from),
                Long.toString(afterId)));
    }

    static SearchPosition of(Cursor cursor) {
        String[] parts = cursor.position().split(":", -1);
        try {
            if (parts.length == 7 && parts[0].equals(FORM)) {
                Watermark mark = new Watermark(
                        Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
                return new SearchPosition(
                        mark, Long.parseLong(parts[4]), Long.parseLong(parts[5]), Long.parseLong(parts[6]));
            }
        } catch (NumberFormatException unreadable) {
            throw unknown();
        }
        throw unknown();
    }

    private static ConnectorException unknown() {
        return new ConnectorException(
                FailureKind.CURSOR_EXPIRED,
                new Failure(FailureCodes.CURSOR_EXPIRED, "the stored read position is not understood", "", "", 0));
    }
}
