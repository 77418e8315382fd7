package io.bothways.simulator.salesforce.api;

import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.soql.SoqlPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of queries that did not fit into one page. Pages may be read again and in any order; the eleventh open
 * cursor closes the one that was longest unread, and after two days a cursor is gone.
 */
final class QueryCursors {
    /** A result and the page size that its first page had. */
    record Cursor(SoqlPlan plan, List<RecordRow> rows, int pageSize, long openedAt) {}

    private static final int MAX_OPEN = 10;
    private static final Duration LIFETIME = Duration.ofDays(2);

    private final Clock clock;
    private final Map<String, Cursor> open = new LinkedHashMap<>(16, 0.75f, true);
    private long next = 1;

    QueryCursors(Clock clock) {
        this.clock = clock;
    }

    String open(SoqlPlan plan, List<RecordRow> rows, int pageSize) {
        String id = RecordId.of("01g", next++);
        open.put(id, new Cursor(plan, rows, pageSize, clock.millis()));
        if (open.size() > MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        return id;
    }

    Optional<Cursor> find(String id) {
        Cursor cursor = open.get(id);
        if (cursor != null && clock.millis() - cursor.openedAt() > LIFETIME.toMillis()) {
            open.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(cursor);
    }
}
