package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesProcess;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SystemFields;
import io.bothways.simulator.salesforce.schema.Timestamps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What single types demand, or add to a write by themselves, before the rules that all have in common. */
final class ObjectRules {
    private static final String PAIR = "AccountContactRelation.pair";

    private ObjectRules() {}

    static void index(RecordStore store) {
        store.index(PAIR, SalesforceRules.kitType(store, SalesTypes.ACCOUNT_CONTACT_RELATION),
                stored -> List.of(stored.text("ContactId") + "/" + stored.text("AccountId")));
    }

    static void before(RecordStore store, SalesforceType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> written) {
        if (written.containsKey(SystemFields.OWNER) && written.get(SystemFields.OWNER) == null) {
            if (existing != null) {
                throw new RecordRefused("INVALID_CROSS_REFERENCE_KEY", SystemFields.OWNER,
                        "Owner ID: owner cannot be blank");
            }
            written.remove(SystemFields.OWNER);
        }
        if (type == SalesTypes.OPPORTUNITY) {
            implyFromStage(existing, written);
        } else if (type == SalesTypes.LEAD) {
            requireUnconverted(existing);
        } else if (type == SalesTypes.CASE) {
            followContact(store, written);
            noteClosing(store, existing, written);
        } else if (type == SalesTypes.ACCOUNT_CONTACT_RELATION && existing == null) {
            requireNewPair(store, written);
        }
    }

    /** A stage brings its probability and forecast category along, unless the same write names them. */
    private static void implyFromStage(@Nullable StoredRecord existing, Map<String, @Nullable Object> written) {
        Object stage = written.get("StageName");
        if (stage == null || existing != null && stage.equals(existing.field("StageName"))) {
            return;
        }
        SalesProcess.stage(stage).ifPresent(found -> {
            written.putIfAbsent("Probability", (double) found.probability());
            written.putIfAbsent("ForecastCategoryName", found.forecastCategory());
        });
    }

    static void requireUnconverted(@Nullable StoredRecord lead) {
        if (lead != null && Boolean.TRUE.equals(lead.field("IsConverted"))) {
            throw new RecordRefused("CANNOT_UPDATE_CONVERTED_LEAD", null, "cannot reference converted lead");
        }
    }

    /** A case about a contact is about the contact's account too, unless the same write names one. */
    private static void followContact(RecordStore store, Map<String, @Nullable Object> written) {
        if (written.get("ContactId") instanceof String contact && !written.containsKey("AccountId")) {
            StoredRecord found = store.live(SalesforceRules.kitType(store, Organization.CONTACT), contact);
            if (found != null && found.field("AccountId") != null) {
                written.put("AccountId", found.field("AccountId"));
            }
        }
    }

    private static void noteClosing(RecordStore store, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> written) {
        Object status = written.get("Status");
        if (status == null) {
            return;
        }
        boolean closes = SalesProcess.closesCase(status);
        boolean wasClosed = existing != null && SalesProcess.closesCase(String.valueOf(existing.field("Status")));
        if (closes != wasClosed) {
            written.put("ClosedDate", closes ? Timestamps.inRest(store.now()) : null);
        }
    }

    private static void requireNewPair(RecordStore store, Map<String, @Nullable Object> written) {
        if (!(written.get("ContactId") instanceof String contact)
                || !(written.get("AccountId") instanceof String account)) {
            return;
        }
        StoredRecord same = store.find(PAIR, contact + "/" + account);
        if (same != null) {
            throw new RecordRefused("DUPLICATE_VALUE", null,
                    "There's already a relationship between this account and contact.", same.id());
        }
        StoredRecord person = store.live(SalesforceRules.kitType(store, Organization.CONTACT), contact);
        if (person != null && person.field("AccountId") == null) {
            throw new RecordRefused("FIELD_INTEGRITY_EXCEPTION", "ContactId",
                    "Private contacts can't have relationships with accounts.");
        }
    }
}
