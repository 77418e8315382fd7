package io.bothways.simulator.salesforce.process;

import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The roles of contacts in opportunities: one at most is primary, the latest that was made so, and the opportunity
 * shows its contact.
 */
public final class OpportunityContactRoles {
    private static final String OPPORTUNITY = "OpportunityId";
    private static final String CONTACT = "ContactId";
    private static final String PRIMARY = "IsPrimary";

    private final RecordStore store;
    private final ObjectType roles;
    private final ObjectType opportunities;

    public OpportunityContactRoles(RecordStore store) {
        this.store = store;
        this.roles = SalesforceRules.kitType(store, SalesTypes.OPPORTUNITY_CONTACT_ROLE);
        this.opportunities = SalesforceRules.kitType(store, SalesTypes.OPPORTUNITY);
    }

    /** To be called once all records of a start are there. */
    public void start() {
        store.listen(this::changed);
    }

    private void changed(Change change) {
        StoredRecord record = change.record();
        if (record.type() == opportunities && change.kind() == Change.Kind.CREATED && record.field(CONTACT) != null) {
            add(record.id(), String.valueOf(record.field(CONTACT)), true);
        } else if (record.type() == roles) {
            settlePrimary(change);
        }
    }

    /** Gives a contact a role in an opportunity. */
    void add(String opportunity, String contact, boolean primary) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put(OPPORTUNITY, opportunity);
        fields.put(CONTACT, contact);
        fields.put(PRIMARY, primary);
        store.create(roles, fields, Editor.AUTOMATION);
    }

    private void settlePrimary(Change change) {
        StoredRecord role = change.record();
        StoredRecord opportunity = store.live(opportunities, String.valueOf(role.field(OPPORTUNITY)));
        if (opportunity == null) {
            return;
        }
        if (!role.deleted() && Boolean.TRUE.equals(role.field(PRIMARY))) {
            store.records(roles).values().stream()
                    .filter(other -> other != role && !other.deleted()
                            && opportunity.id().equals(other.field(OPPORTUNITY))
                            && Boolean.TRUE.equals(other.field(PRIMARY)))
                    .toList().forEach(other -> store.write(other, Map.of(PRIMARY, false), Editor.AUTOMATION));
        }
        String shown = store.records(roles).values().stream()
                .filter(each -> !each.deleted() && opportunity.id().equals(each.field(OPPORTUNITY))
                        && Boolean.TRUE.equals(each.field(PRIMARY)))
                .map(each -> each.text(CONTACT)).findFirst().orElse(null);
        if (!Objects.equals(shown, opportunity.field(CONTACT))) {
            // What an opportunity only shows moves none of its stamps.
            store.complete(opportunity, Collections.singletonMap(CONTACT, shown));
        }
    }
}
