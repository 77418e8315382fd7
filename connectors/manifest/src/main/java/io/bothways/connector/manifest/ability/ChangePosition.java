package io.bothways.connector.manifest.ability;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an incremental read has come.
 *
 * @param startedAt our clock when the read began, in milliseconds
 * @param since what this query of the read asks from, in milliseconds by the app's clock
 * @param afterId the id behind which it asks among the records of that stamp; empty for all
 * @param place of the next page; empty for the first
 * @param lastId the id that was read last
 * @param read records that this query has told so far
 */
record ChangePosition(
        Watermark watermark, long startedAt, long since, String afterId, Optional<String> place, String lastId, int read) {
    static ChangePosition startingAt(Instant since, Duration lag) {
        Watermark watermark = Watermark.startingAt(since, lag);
        return new ChangePosition(watermark, 0, watermark.floor(), "", Optional.empty(), "", 0);
    }

    /** @throws ConnectorException CURSOR_EXPIRED if it is none of ours */
    static ChangePosition of(Cursor cursor) {
        try {
            if (Json.parse(cursor.position()).orElse("") instanceof Map<?, ?> told) {
                String place = Json.text(told.get("place"));
                return new ChangePosition(
                        new Watermark(number(told, "floor"), number(told, "newest"), number(told, "seen")),
                        number(told, "started"),
                        number(told, "since"),
                        Json.text(told.get("after")),
                        place.isEmpty() ? Optional.empty() : Optional.of(place),
                        Json.text(told.get("last")),
                        (int) number(told, "read"));
            }
        } catch (ClassCastException | NullPointerException unknown) {
            throw expired();
        }
        throw expired();
    }

    private static long number(Map<?, ?> told, String name) {
        return ((Number) told.get(name)).longValue();
    }

    private static ConnectorException expired() {
        return new ConnectorException(FailureKind.CURSOR_EXPIRED, new Failure(
                FailureCodes.CURSOR_EXPIRED, "The read position is not understood any more.", "", "", 0));
    }

    Cursor cursor() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("floor", watermark.floor());
        told.put("newest", watermark.newest());
        told.put("seen", watermark.newestSeenAt());
        told.put("started", startedAt);
        told.put("since", since);
        told.put("after", afterId);
        place.ifPresent(at -> told.put("place", at));
        told.put("last", lastId);
        told.put("read", read);
        return new Cursor(Json.write(told));
    }

    ChangePosition begun(Instant now) {
        return new ChangePosition(watermark, now.toEpochMilli(), since, afterId, place, lastId, read);
    }

    ChangePosition read(Watermark seen, String last, int records) {
        return new ChangePosition(seen, startedAt, since, afterId, place, last, read + records);
    }

    ChangePosition at(String next) {
        return new ChangePosition(watermark, startedAt, since, afterId, Optional.of(next), lastId, read);
    }

    /** A new query from the newest stamp on. */
    ChangePosition again() {
        return new ChangePosition(watermark, startedAt, watermark.newest(), lastId, Optional.empty(), lastId, 0);
    }

    /** Where the next read begins. */
    ChangePosition finished(Duration lag, Duration resolution) {
        Watermark next = watermark.finished(Instant.ofEpochMilli(startedAt), lag, resolution);
        return new ChangePosition(next, 0, next.floor(), "", Optional.empty(), "", 0);
    }
}
