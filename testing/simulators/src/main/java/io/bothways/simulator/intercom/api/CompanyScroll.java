package io.bothways.simulator.intercom.api;

import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one scroll over all companies that a workspace can have open; a minute without a call ends it. */
public final class CompanyScroll {
    private static final long IDLE_MILLIS = Duration.ofMinutes(1).toMillis();
    private final RecordStore store;
    private final Clock clock;
    private @Nullable String open;
    private String behind = "";
    private long lastUsed;

    /** What a call gives: the parameter for the next one, and companies until there are none left. */
    record Page(String param, List<StoredRecord> companies) {
    }

    public CompanyScroll(RecordStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Page next(@Nullable String param, int size) {
        if (open != null && clock.millis() - lastUsed >= IDLE_MILLIS) {
            open = null;
        }
        if (param == null || param.isEmpty()) {
            if (open != null) {
                throw IntercomErrors.failure(400, "scroll_exists", "scroll already exists for this workspace");
            }
            open = UUID.randomUUID().toString();
            behind = "";
        } else if (!param.equals(open)) {
            throw IntercomErrors.failure(404, IntercomErrors.NOT_FOUND, "scroll parameter not found");
        }
        String current = String.valueOf(open);
        List<StoredRecord> page = (behind.isEmpty() ? store.records(IntercomSchema.COMPANY)
                : store.records(IntercomSchema.COMPANY).tailMap(behind, false)).values().stream()
                .filter(company -> !company.deleted()).limit(size).toList();
        lastUsed = clock.millis();
        if (page.isEmpty()) {
            open = null;
        } else {
            behind = page.getLast().id();
        }
        return new Page(current, page);
    }
}
