package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.kit.store.StoredRecord;
import java.util.List;
import java.util.Optional;

/**
 * A page of rows.
 *
 * @param rows the rows; deleted ones too where changes are listed
 * @param skipToken where the next page starts, if there is one
 * @param deltaToken how to ask for the changes since, on the last page of a tracked listing
 * @param changes whether it lists changes
 */
public record Page(List<StoredRecord> rows, Optional<String> skipToken, Optional<String> deltaToken, boolean changes) {
    public Page {
        rows = List.copyOf(rows);
    }
}
