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

        String condition() {
            return "Id > '" + lastId + "'";
        }
    }

    /**
     * An incremental read, or the rest between two.
     *
     * @param mark where the next read may begin
     * @param startedAt our clock when this read began, 0 between two reads
     * @param roles the records themselves are read, and now those whose roles were changed
     * @param nextPage empty on the first page
     * @param lastStamp milliseconds of the last record of the page before
     */
    record Incremental(Watermark mark, long startedAt, boolean roles, String nextPage, long lastStamp, String lastId)
            implements QueryPosition {
        private static final String FORM = "i2";
        private static final Duration RESOLUTION = Duration.ofSeconds(1);

        static Incremental startingAt(Instant since) {
            return resting(Watermark.startingAt(since, SalesforceProvider.COMMIT_LAG));
        }

        private static Incremental resting(Watermark mark) {
            return new Incremental(mark, 0, false, "", 0, "");
        }

        Incremental begun(Instant now) {
            return startedAt == 0
                    ? new Incremental(mark, now.toEpochMilli(), roles, nextPage, lastStamp, lastId)
                    : this;
        }

        /**
         * Behind a page.
         *
         * @param next the page's own word for the one behind it
         * @param stamp the newest of the page; both kinds of rows are stamped by the same clock
         * @param id its last row's
         * @param rolesToo the read goes on with roles when the records are read
         */
        Incremental after(Optional<String> next, long stamp, String id, boolean rolesToo, Instant answeredAt) {
            Watermark seen = mark.seen(stamp, answeredAt);
            if (next.isPresent()) {
                return new Incremental(seen, startedAt, roles, next.get(), stamp, id);
            }
            return rolesToo && !roles
                    ? new Incremental(seen, startedAt, true, "", 0, "")
                    : resting(seen.finished(
                            Instant.ofEpochMilli(startedAt), SalesforceProvider.COMMIT_LAG, RESOLUTION));
        }

        boolean reading() {
            return startedAt != 0;
        }

        /** Stamps are compared by the second, so a time is cut to its second and never misses one. */
        String condition() {
            if (lastId.isEmpty()) {
                return "SystemModstamp >= " + literal(mark.floor());
            }
            String last = literal(lastStamp);
            return "(SystemModstamp > " + last + " OR (SystemModstamp = " + last + " AND Id > '" + lastId + "'))";
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
                    Boolean.toString(roles),
                    nextPage,
                    Long.toString(lastStamp),
                    lastId));
        }

        static Incremental of(Cursor cursor) {
            String[] parts = cursor.position().split("\\|", -1);
            if (parts.length != 9 || !parts[0].equals(FORM) || !parts[8].isEmpty() && !SalesforceId.isId(parts[8])) {
                throw unknown();
            }
            try {
                Watermark mark = new Watermark(
                        Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
                return new Incremental(
                        mark,
                        Long.parseLong(parts[4]),
                        Boolean.parseBoolean(parts[5]),
                        parts[6],
                        Long.parseLong(parts[7]),
                        parts[8]);
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
