package io.bothways.simulator.salesforce.process;

import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges contacts, accounts or leads: the others go to the recycle bin with the winner as their master, and what
 * pointed to them points to the winner, with no new stamp and no event. The winner keeps its values, save those given
 * with the merge, and is stamped once.
 */
public final class Merges {
    /** A merge takes the winner and one or two others. */
    private static final int MAX_LOSERS = 2;

    private final RecordStore store;
    private final Rows rows;
    private final AccountContactRelations relations;

    public Merges(RecordStore store, Rows rows, AccountContactRelations relations) {
        this.store = store;
        this.rows = rows;
        this.relations = relations;
    }

    /** Merges; {@code values} are what the winner is to hold afterwards. */
    public void merge(SalesforceType type, String winnerId, List<String> loserIds,
            Map<String, @Nullable Object> values, Editor editor) {
        if (!type.can(Ability.MERGE)) {
            throw new RecordRefused("INVALID_TYPE_FOR_OPERATION", null,
                    "entity type " + type.label() + " does not support merge");
        }
        StoredRecord winner = rows.target(type, winnerId);
        List<StoredRecord> losers = loserIds.stream().map(id -> rows.target(type, id)).distinct().toList();
        if (losers.isEmpty() || losers.size() > MAX_LOSERS || losers.contains(winner)) {
            throw new RecordRefused("INVALID_ARGUMENT", null, "a merge takes a winner and one or two other records");
        }
        if (Boolean.TRUE.equals(winner.field("IsConverted"))) {
            throw new RecordRefused("CANNOT_UPDATE_CONVERTED_LEAD", null, "cannot reference converted lead");
        }
        boolean changed = !values.isEmpty() && store.update(winner, values, editor);
        for (StoredRecord loser : losers) {
            moveChildren(type, loser, winner);
            store.combine(loser, winner, editor);
        }
        if (!changed) {
            store.touch(winner, editor);
        }
    }

    private void moveChildren(SalesforceType type, StoredRecord from, StoredRecord to) {
        for (SalesforceType childType : Organization.types()) {
            if (childType == SalesTypes.ACCOUNT_CONTACT_RELATION) {
                continue;
            }
            for (SalesforceField lookup : childType.lookupsTo(type.name())) {
                rows.live(childType).filter(child -> from.id().equals(child.stored().field(lookup.name()))).toList()
                        .forEach(child -> store.complete(child.stored(), Map.of(lookup.name(), to.id())));
            }
        }
        if (type == Organization.CONTACT) {
            relations.moveContact(from, to);
        } else if (type == Organization.ACCOUNT) {
            relations.moveAccount(from, to);
        }
    }
}
