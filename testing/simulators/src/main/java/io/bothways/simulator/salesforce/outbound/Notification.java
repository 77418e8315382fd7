package io.bothways.simulator.salesforce.outbound;

import io.bothways.simulator.salesforce.records.RecordRow;

/** That a record was saved. The id stays the same over retries; the row is read anew whenever a message is written. */
public record Notification(String id, RecordRow row) {
    /** The row holds personal data. */
    @Override
    public String toString() {
        return id;
    }
}
