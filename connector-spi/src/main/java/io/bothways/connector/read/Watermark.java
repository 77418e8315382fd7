package io.bothways.connector.read;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a modified-since read may begin again without losing a record that the app shows late (a search index, a long
 * transaction). Times of the app and of ours never meet: a stamp only says that the app's clock had reached it when we
 * saw it, and from then on both clocks run equally fast.
 *
 * <p>After a read that began at {@code t} every record that is older than the app's time at {@code t} less its lag has
 * been seen, so the next read begins there. Once the newest stamp has rested for the lag, nothing is read twice any more:
 * an idle app costs one call however many records share its last stamps. A read never begins later than just behind the
 * newest stamp, so that a step of our clock can cost the overlap but never an edit.
 *
 * @param floor where the next read begins, inclusive, in milliseconds by the app's clock
 * @param newest the newest stamp seen, 0 before the first
 * @param newestSeenAt our clock, in milliseconds, when the answer that held {@code newest} had come
 */
public record Watermark(long floor, long newest, long newestSeenAt) {
    /** A read of everything modified at or after {@code since} by our clock; {@code lag} makes up for clocks apart. */
    public static Watermark startingAt(Instant since, Duration lag) {
        return new Watermark(since.toEpochMilli() - lag.toMillis(), 0, 0);
    }

    /** With a stamp that an answer held. */
    public Watermark seen(long stamp, Instant answeredAt) {
        return stamp > newest ? new Watermark(floor, stamp, answeredAt.toEpochMilli()) : this;
    }

    /**
     * After the last page of a read.
     *
     * @param startedAt our clock before the read's first page was asked for
     * @param lag how late the app may show a record
     * @param resolution the smallest step of the app's stamps in its query language
     */
    public Watermark finished(Instant startedAt, Duration lag, Duration resolution) {
        if (newest == 0) {
            return this;
        }
        long settled = newest + (startedAt.toEpochMilli() - newestSeenAt) - lag.toMillis();
        long next = Math.min(settled, newest + resolution.toMillis());
        return new Watermark(Math.max(floor, next), newest, newestSeenAt);
    }
}
