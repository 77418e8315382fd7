package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organization's rules against duplicates, off unless switched on: contacts with the same e-mail, leads with the
 * e-mail of a lead or contact, accounts with the same name. They stop clients that do not ask for {@code allowSave};
 * people are only warned, so their edits pass.
 */
public final class DuplicateRule {
    private static final double CERTAIN = 100.0;

    private final RecordStore store;
    private final Set<SalesforceType> enabled = new HashSet<>();

    DuplicateRule(RecordStore store) {
        this.store = store;
    }

    /** Switches the rule about records of a type; there is one for contacts, leads and accounts. */
    public void enabled(SalesforceType type, boolean on) {
        if (against(type).isEmpty()) {
            throw new IllegalArgumentException("There is no duplicate rule for " + type.name());
        }
        if (on) {
            enabled.add(type);
        } else {
            enabled.remove(type);
        }
    }

    public boolean enabled(SalesforceType type) {
        return enabled.contains(type);
    }

    Optional<ApiError> check(SalesforceType type, @Nullable StoredRecord written,
            Map<String, @Nullable Object> fields) {
        String field = type == Organization.ACCOUNT ? "Name" : "Email";
        if (!enabled(type) || !(fields.get(field) instanceof String text)) {
            return Optional.empty();
        }
        String wanted = text.strip();
        List<RecordRow> same = new ArrayList<>();
        for (SalesforceType matched : against(type)) {
            store.records(SalesforceRules.kitType(store, matched)).values().stream()
                    .filter(stored -> !stored.deleted() && stored != written)
                    .filter(stored -> stored.field(field) instanceof String other
                            && other.strip().equalsIgnoreCase(wanted))
                    .forEach(stored -> same.add(new RecordRow(matched, stored)));
        }
        return same.isEmpty() ? Optional.empty() : Optional.of(new ApiError("DUPLICATES_DETECTED",
                "Use one of these records?", List.of(), Optional.of(result(type, field, same))));
    }

    private static List<SalesforceType> against(SalesforceType type) {
        if (type == SalesTypes.LEAD) {
            return List.of(SalesTypes.LEAD, Organization.CONTACT);
        }
        return type == Organization.CONTACT || type == Organization.ACCOUNT ? List.of(type) : List.of();
    }

    private static ObjectNode result(SalesforceType type, String field, List<RecordRow> same) {
        String rule = type.name() + "_With_Same_" + field;
        ObjectNode result = Json.object().put("allowSave", true).put("duplicateRule", rule)
                .put("duplicateRuleEntityType", type.name()).put("errorMessage", "Use one of these records?");
        var results = result.putArray("matchResults");
        for (SalesforceType matched : against(type)) {
            List<RecordRow> found = same.stream().filter(row -> row.type() == matched).toList();
            if (!found.isEmpty()) {
                ObjectNode match = results.addObject().put("entityType", matched.name())
                        .put("matchEngine", "ExactMatchEngine").put("rule", rule).put("size", found.size())
                        .put("success", true);
                match.putArray("errors");
                var records = match.putArray("matchRecords");
                found.forEach(row -> {
                    ObjectNode one = records.addObject().put("matchConfidence", CERTAIN);
                    one.putArray("additionalInformation");
                    one.putArray("fieldDiffs");
                    ObjectNode record = one.putObject("record");
                    record.putObject("attributes").put("type", matched.name());
                    record.put("Id", row.stored().id());
                });
            }
        }
        return result;
    }
}
