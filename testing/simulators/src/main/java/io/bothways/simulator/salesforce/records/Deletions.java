package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What hangs on a record that is deleted: what goes along with it, what loses its reference in silence, and what
 * forbids it. Undeleting brings back what went along.
 */
public final class Deletions {
    private static final String NOT_DELETED = "DELETE_FAILED";

    private final RecordStore store;
    private final Map<StoredRecord, List<StoredRecord>> wentAlong = new HashMap<>();

    Deletions(RecordStore store) {
        this.store = store;
        store.listen(this::follow);
    }

    /** Refuses where something that stays behind needs the record. */
    static void requireFree(RecordStore store, StoredRecord target) {
        SalesforceType type = Organization.type(target.type().name()).orElseThrow();
        if (type == SalesTypes.ACCOUNT_CONTACT_RELATION) {
            requireIndirect(store, target);
        }
        children(store, target, WhenDeleted.RESTRICT, (lookup, child) -> {
            throw refused(target, "because it is associated with the following "
                    + child.type().pluralLabel().toLowerCase(Locale.ROOT) + ".: " + nameOf(child));
        });
        children(store, target, WhenDeleted.CASCADE, (lookup, child) -> {
            boolean won = child.type() == SalesTypes.OPPORTUNITY
                    && Boolean.TRUE.equals(child.value(SalesTypes.OPPORTUNITY.field("IsWon").orElseThrow()));
            if (won && type == Organization.ACCOUNT) {
                throw refused(target, "because some opportunities in that account were closed won. The opportunities"
                        + " that are closed won are shown below.: " + nameOf(child));
            }
            requireFree(store, child.stored());
        });
    }

    /** The account that a contact belongs to is told by the contact alone. */
    private static void requireIndirect(RecordStore store, StoredRecord relation) {
        StoredRecord contact = store.live(SalesforceRules.kitType(store, Organization.CONTACT),
                String.valueOf(relation.field("ContactId")));
        String account = String.valueOf(relation.field("AccountId"));
        if (contact != null && account.equals(contact.field("AccountId"))
                && store.live(SalesforceRules.kitType(store, Organization.ACCOUNT), account) != null) {
            throw new RecordRefused(NOT_DELETED, null, "You can't delete a direct relationship. Change the account of"
                    + " the contact instead.");
        }
    }

    private void follow(Change change) {
        switch (change.kind()) {
            case DELETED -> deleteChildren(change);
            case RESTORED -> {
                List<StoredRecord> children = wentAlong.remove(change.record());
                if (children != null) {
                    children.stream().filter(StoredRecord::deleted)
                            .forEach(child -> store.restore(child, change.editor()));
                }
            }
            case CREATED, UPDATED, TOUCHED, COMBINED -> { }
        }
    }

    private void deleteChildren(Change change) {
        List<StoredRecord> along = new ArrayList<>();
        children(store, change.record(), WhenDeleted.CASCADE, (lookup, child) -> {
            along.add(child.stored());
            store.delete(child.stored(), change.editor());
        });
        children(store, change.record(), WhenDeleted.CLEAR, (lookup, child) ->
                store.complete(child.stored(), Collections.singletonMap(lookup.name(), null)));
        if (!along.isEmpty()) {
            wentAlong.put(change.record(), along);
        }
    }

    private static void children(RecordStore store, StoredRecord parent, WhenDeleted how,
            BiConsumer<SalesforceField, RecordRow> visitor) {
        for (SalesforceType childType : Organization.types()) {
            for (SalesforceField lookup : childType.lookupsTo(parent.type().name())) {
                if (lookup.lookup().orElseThrow().whenDeleted() == how) {
                    store.records(SalesforceRules.kitType(store, childType)).values().stream()
                            .filter(child -> !child.deleted() && parent.id().equals(child.field(lookup.name())))
                            .toList()
                            .forEach(child -> visitor.accept(lookup, new RecordRow(childType, child)));
                }
            }
        }
    }

    private static RecordRefused refused(StoredRecord target, String reason) {
        return new RecordRefused(NOT_DELETED, null, "Your attempt to delete "
                + nameOf(new RecordRow(Organization.type(target.type().name()).orElseThrow(), target))
                + " could not be completed " + reason);
    }

    private static String nameOf(RecordRow row) {
        return String.valueOf(row.type().field("Name").or(() -> row.type().field("CaseNumber")).map(row::value)
                .orElse(row.stored().id()));
    }
}
