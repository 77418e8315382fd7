package io.bothways.connector.intercom;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far changes were read.
 *
 * @param mark from when on they are wanted, and the newest that was seen
 * @param startedAt our clock when the present read began, in milliseconds; 0 between reads
 * @param after where the present read goes on, in the app's words; empty at its beginning
 */
record ChangesPosition(Watermark mark, long startedAt, String after) {
    private static final int PARTS = 5;

    static ChangesPosition startingAt(Instant since, Duration lag) {
        return new ChangesPosition(Watermark.startingAt(since, lag), 0, "");
    }

    static ChangesPosition of(Cursor cursor) {
        String[] parts = cursor.position().split("\\|", PARTS);
        try {
            if (parts.length == PARTS) {
                return new ChangesPosition(
                        new Watermark(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])),
                        Long.parseLong(parts[3]),
                        parts[4]);
            }
        } catch (NumberFormatException unreadable) {
            throw unknown();
        }
        throw unknown();
    }

    private static ConnectorException unknown() {
        return new ConnectorException(
                FailureKind.CURSOR_EXPIRED,
                new Failure(FailureCodes.CURSOR_EXPIRED, "the read position is none of Intercom's", "", "", 0));
    }

    Cursor cursor() {
        return new Cursor(String.join(
                "|",
                Long.toString(mark.floor()),
                Long.toString(mark.newest()),
                Long.toString(mark.newestSeenAt()),
                Long.toString(startedAt),
                after));
    }

    /** This read, or a new one. */
    ChangesPosition begun(Instant now) {
        return startedAt == 0 ? new ChangesPosition(mark, now.toEpochMilli(), "") : this;
    }

    boolean isReading() {
        return startedAt != 0;
    }

    ChangesPosition seen(long stamp, Instant answeredAt) {
        return new ChangesPosition(mark.seen(stamp, answeredAt), startedAt, after);
    }

    /**
     * The next page of this read, or after the last one where the next read begins.
     *
     * @param resolution how coarse the query is: as long as that the newest stamp is asked for again
     */
    ChangesPosition next(Optional<String> page, Duration lag, Duration resolution) {
        return page.map(goOn -> new ChangesPosition(mark, startedAt, goOn))
                .orElseGet(() -> new ChangesPosition(
                        mark.finished(Instant.ofEpochMilli(startedAt), lag, resolution), 0, ""));
    }

    /** Whether a record of that stamp is wanted; the app's stamps are whole seconds. */
    boolean wants(long stamp) {
        return Math.floorDiv(stamp, 1000) >= Math.floorDiv(mark.floor(), 1000);
    }

    long floorSeconds() {
        return Math.floorDiv(mark.floor(), 1000);
    }
}
