package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.Timestamps;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ids that were deleted or updated in a stretch of time. The seconds of both ends are ignored, so the answer covers
 * whole minutes and says up to when.
 */
public final class ReplicationRoutes {
    private static final Duration DELETE_LOG = Duration.ofDays(15);
    private static final Duration UPDATE_LOG = Duration.ofDays(30);

    private final Rows rows;
    private final Clock clock;

    public ReplicationRoutes(Rows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/sobjects/:type/deleted", "{type}.deleted", this::deleted);
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/sobjects/:type/updated", "{type}.updated", this::updated);
    }

    private VendorReply deleted(VendorCall call) {
        SalesforceType type = ApiPath.type(call.parameter("type"));
        Stretch stretch = stretch(call, DELETE_LOG);
        ObjectNode answer = Json.object();
        ArrayNode records = answer.putArray("deletedRecords");
        rows.all(type).filter(row -> row.stored().deleted() && stretch.holds(row.stored()))
                .forEach(row -> records.addObject()
                        .put("deletedDate", Timestamps.inRest(row.stored().modifiedAt()))
                        .put("id", row.stored().id()));
        return VendorReply.json(200, answer
                .put("earliestDateAvailable", Timestamps.inRest(minutes(clock.instant().minus(DELETE_LOG))))
                .put("latestDateCovered", Timestamps.inRest(stretch.end())));
    }

    private VendorReply updated(VendorCall call) {
        SalesforceType type = ApiPath.type(call.parameter("type"));
        Stretch stretch = stretch(call, UPDATE_LOG);
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("ids");
        rows.live(type).filter(row -> stretch.holds(row.stored())).forEach(row -> ids.add(row.stored().id()));
        return VendorReply.json(200, answer.put("latestDateCovered", Timestamps.inRest(stretch.end())));
    }

    private record Stretch(long start, long end) {
        boolean holds(StoredRecord stored) {
            return stored.modifiedAt() >= start && stored.modifiedAt() < end;
        }
    }

    private Stretch stretch(VendorCall call, Duration longestBack) {
        Instant start = instant("start", call.query("start"));
        Instant end = instant("end", call.query("end"));
        Instant now = clock.instant();
        if (!minute(end).isAfter(minute(start))) {
            throw invalid("endDate must be at least one minute greater than startDate");
        }
        if (start.isBefore(now.minus(longestBack))) {
            throw invalid("startDate cannot be more than " + longestBack.toDays() + " days ago");
        }
        return new Stretch(minutes(start), minutes(end.isAfter(now) ? now : end));
    }

    private static Instant instant(String name, @Nullable String text) {
        // A plus sign that was not escaped arrives as a blank.
        return Timestamps.read(text == null ? "" : text.replace(' ', '+'))
                .orElseThrow(() -> invalid("Invalid value specified for parameter " + name));
    }

    private static VendorFailure invalid(String message) {
        return ApiError.of("INVALID_REPLICATION_DATE", message).asFailure();
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }

    private static long minutes(Instant instant) {
        return minute(instant).toEpochMilli();
    }
}
