package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment's duplicate rules: contacts and leads of one e-mail, accounts of one name. Off for clients unless a
 * call asks for it. The vendor shows its answer with 412 on one page and with 500 on another.
 */
public final class DuplicateDetection {
    private int status = 412;

    /** The status of refusals from now on. */
    public void status(int replacement) {
        status = replacement;
    }

    void check(RecordStore store, Table table, @Nullable StoredRecord self, Map<String, @Nullable Object> fields) {
        String column = switch (table.logicalName()) {
            case "contact", "lead" -> "emailaddress1";
            case "account" -> "name";
            default -> "";
        };
        Object value = fields.get(column);
        if (value == null) {
            return;
        }
        for (StoredRecord row : store.records(table.stored()).values()) {
            String held = row.text(column);
            if (row != self && !row.deleted() && held != null && held.equalsIgnoreCase(value.toString())) {
                throw new Problem(status, Problem.DUPLICATE_DETECTED, "A record was not created or updated because a"
                        + " duplicate of the current record already exists.");
            }
        }
    }
}
