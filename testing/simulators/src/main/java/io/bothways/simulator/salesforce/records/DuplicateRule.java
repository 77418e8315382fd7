package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The organization's rule against contacts with the same e-mail, off unless switched on. It stops clients that do not
 * ask for {@code allowSave}; people are only warned, so their edits pass.
 */
public final class DuplicateRule {
    private static final String NAME = "Contact_With_Same_Email";
    private static final double CERTAIN = 100.0;

    private final RecordStore store;
    private boolean enabled;

    DuplicateRule(RecordStore store) {
        this.store = store;
    }

    public void enabled(boolean on) {
        enabled = on;
    }

    public boolean enabled() {
        return enabled;
    }

    Optional<ApiError> check(SalesforceType type, @Nullable StoredRecord written,
            Map<String, @Nullable Object> fields) {
        if (!enabled || type != Organization.CONTACT || !(fields.get("Email") instanceof String email)) {
            return Optional.empty();
        }
        String wanted = email.strip();
        List<StoredRecord> same = store.records(SalesforceRules.kitType(store, type)).values().stream()
                .filter(stored -> !stored.deleted() && stored != written)
                .filter(stored -> stored.field("Email") instanceof String other
                        && other.strip().equalsIgnoreCase(wanted))
                .toList();
        return same.isEmpty() ? Optional.empty() : Optional.of(new ApiError("DUPLICATES_DETECTED",
                "Use one of these records?", List.of(), Optional.of(result(same))));
    }

    private static ObjectNode result(List<StoredRecord> same) {
        ObjectNode result = Json.object().put("allowSave", true).put("duplicateRule", NAME)
                .put("duplicateRuleEntityType", "Contact").put("errorMessage", "Use one of these records?");
        ObjectNode match = result.putArray("matchResults").addObject().put("entityType", "Contact")
                .put("matchEngine", "ExactMatchEngine").put("rule", NAME).put("size", same.size())
                .put("success", true);
        match.putArray("errors");
        var records = match.putArray("matchRecords");
        for (StoredRecord stored : same) {
            ObjectNode found = records.addObject().put("matchConfidence", CERTAIN);
            found.putArray("additionalInformation");
            found.putArray("fieldDiffs");
            ObjectNode record = found.putObject("record");
            record.putObject("attributes").put("type", "Contact");
            record.put("Id", stored.id());
        }
        return result;
    }
}
