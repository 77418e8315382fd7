package io.bothways.connector.pipedrive;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Where a read stands: in which part of the type's records, and where there.
 *
 * @param mark where the next incremental read may begin; empty marks for a listing
 * @param startedAt our clock when this incremental read began, 0 between two reads and in a listing
 * @param part index into {@link PipedriveType#parts}
 * @param lastId the last lead of the page before, which has to show again on the next one
 * @param cursor the app's own, empty at the beginning of a part; for leads how many come before
 */
record ReadPosition(Watermark mark, long startedAt, int part, String lastId, String cursor) {
    private static final String FORM = "p1";
    private static final int MEMBERS = 8;

    static ReadPosition ofListing() {
        return new ReadPosition(new Watermark(0, 0, 0), 0, 0, "", "");
    }

    static ReadPosition startingAt(Instant since) {
        return new ReadPosition(Watermark.startingAt(since, PipedriveProvider.INDEX_LAG), 0, 0, "", "");
    }

    ReadPosition begun(Instant now) {
        return startedAt == 0 ? new ReadPosition(mark, now.toEpochMilli(), part, lastId, cursor) : this;
    }

    ReadPosition seen(long stamp, Instant answeredAt) {
        return new ReadPosition(mark.seen(stamp, answeredAt), startedAt, part, lastId, cursor);
    }

    /** Further on in the same part. */
    ReadPosition at(String next, String last) {
        return new ReadPosition(mark, startedAt, part, last, next);
    }

    /** At the beginning of the next part. */
    ReadPosition nextPart() {
        return new ReadPosition(mark, startedAt, part + 1, "", "");
    }

    /** At rest until the next poll. */
    ReadPosition finished() {
        Watermark done = mark.finished(
                Instant.ofEpochMilli(startedAt), PipedriveProvider.INDEX_LAG, Duration.ofSeconds(1));
        return new ReadPosition(done, 0, 0, "", "");
    }

    /** From when on records are asked for. */
    Instant since() {
        return Instant.ofEpochMilli(Math.max(0, mark.floor()));
    }

    Cursor toCursor() {
        return new Cursor(String.join(
                "|",
                FORM,
                Long.toString(mark.floor()),
                Long.toString(mark.newest()),
                Long.toString(mark.newestSeenAt()),
                Long.toString(startedAt),
                Integer.toString(part),
                lastId,
                cursor));
    }

    static ReadPosition of(PipedriveType type, Cursor cursor) {
        String[] parts = cursor.position().split("\\|", MEMBERS);
        try {
            if (parts.length == MEMBERS && parts[0].equals(FORM)) {
                long[] numbers = Arrays.stream(parts, 1, 6).mapToLong(Long::parseLong).toArray();
                int part = Math.toIntExact(numbers[4]);
                if (part >= 0 && part < type.parts().size()) {
                    return new ReadPosition(
                            new Watermark(numbers[0], numbers[1], numbers[2]), numbers[3], part, parts[6], parts[7]);
                }
            }
        } catch (NumberFormatException | ArithmeticException unreadable) {
            // Said below, like a position of another form.
        }
        throw new ConnectorException(
                FailureKind.CURSOR_EXPIRED,
                new Failure(FailureCodes.CURSOR_EXPIRED, "the stored read position is not understood", "", "", 0));
    }
}
