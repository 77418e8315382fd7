package io.bothways.connector.salesforce;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a read stands: the app's own address of the next page and, for the day on which the app has dropped it, behind
 * which record to ask anew.
 */
sealed interface QueryPosition {
    /** Within a complete listing by id. */
    record Listing(String nextPage, String lastId) implements QueryPosition {
        private static final String FORM = "l1";

        Cursor cursor() {
            return new Cursor(String.join("|", FORM, nextPage, lastId));
        }

        static Listing of(Cursor cursor) {
            String[] parts = cursor.position().split("\\|", -1);
            if (parts.length != 3 || !parts[0].equals(FORM) || !SalesforceId.isId(parts[2])) {
                throw unknown();
            }
            return new Listing(parts[1], parts[2]);
        }

        String conditions() {
            return " WHERE Id > '" + lastId + "'";
        }
    }

    /**
     * An incremental read, or the rest between two.
     *
     * @param mark where the next read may begin
     * @param startedAt our clock when this read began, 0 between two reads
     * @param nextPage empty on a read's first page
     * @param lastStamp milliseconds of the last record of the page before
     */
    record Incremental(Watermark mark, long startedAt, String nextPage, long lastStamp, String lastId)
            implements QueryPosition {
        private static final String FORM = "i1";
        private static final Duration RESOLUTION = Duration.ofSeconds(1);

        static Incremental startingAt(Instant since) {
            return new Incremental(Watermark.startingAt(since, SalesforceProvider.COMMIT_LAG), 0, "", 0, "");
        }

        Incremental begun(Instant now) {
            return startedAt == 0 ? new Incremental(mark, now.toEpochMilli(), nextPage, lastStamp, lastId) : this;
        }

        /** Behind a page; {@code stamp} is the newest of the page, {@code id} its last record's. */
        Incremental after(Optional<String> next, long stamp, String id, Instant answeredAt) {
            Watermark seen = mark.seen(stamp, answeredAt);
            if (next.isPresent()) {
                return new Incremental(seen, startedAt, next.get(), stamp, id);
            }
            Watermark done = seen.finished(
                    Instant.ofEpochMilli(startedAt), SalesforceProvider.COMMIT_LAG, RESOLUTION);
            return new Incremental(done, 0, "", 0, "");
        }

        boolean reading() {
            return startedAt != 0;
        }

        /** Stamps are compared by the second, so a time is cut to its second and never misses one. */
        String conditions() {
            if (lastId.isEmpty()) {
                return " WHERE SystemModstamp >= " + literal(mark.floor());
            }
            String last = literal(lastStamp);
            return " WHERE (SystemModstamp > " + last + " OR (SystemModstamp = " + last + " AND Id > '" + lastId
                    + "'))";
        }

        private static String literal(long stamp) {
            return Instant.ofEpochMilli(stamp).truncatedTo(ChronoUnit.SECONDS).toString();
        }

        Cursor cursor() {
            return new Cursor(String.join(
                    "|",
                    FORM,
                    Long.toString(mark.floor()),
                    Long.toString(mark.newest()),
                    Long.toString(mark.newestSeenAt()),
                    Long.toString(startedAt),
                    nextPage,
                    Long.toString(lastStamp),
                    lastId));
        }

        static Incremental of(Cursor cursor) {
            String[] parts = cursor.position().split("\\|", -1);
            if (parts.length != 8 || !parts[0].equals(FORM) || !parts[7].isEmpty() && !SalesforceId.isId(parts[7])) {
                throw unknown();
            }
            try {
                Watermark mark = new Watermark(
                        Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
                return new Incremental(
                        mark, Long.parseLong(parts[4]), parts[5], Long.parseLong(parts[6]), parts[7]);
            } catch (NumberFormatException unreadable) {
                throw unknown();
            }
        }
    }

    private static ConnectorException unknown() {
        return new ConnectorException(
                FailureKind.CURSOR_EXPIRED,
                new Failure(FailureCodes.CURSOR_EXPIRED, "the stored read position is not understood", "", "", 0));
    }
}
