package io.bothways.simulator.dataverse.webhook;

import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Set;

/**
 * A message about a row.
 *
 * @param message {@code Create}, {@code Update} or {@code Delete}
 * @param row the row
 * @param changed the columns that the message carries
 * @param editor who wrote it
 * @param at milliseconds of the epoch
 * @param operationId its own id
 */
public record RowEvent(String message, StoredRecord row, Set<String> changed, Editor editor, long at,
        String operationId) {
    public RowEvent {
        changed = Set.copyOf(changed);
    }
}
