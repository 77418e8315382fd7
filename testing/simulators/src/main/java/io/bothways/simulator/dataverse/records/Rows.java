package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.AlternateKey;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.LookupTarget;
import io.bothways.simulator.dataverse.schema.LookupTarget.WhenDeleted;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What clients do to rows. Each write takes a version, and every write stamps, even one that changes nothing. */
public final class Rows {
    private final RecordStore store;
    private final Versions versions;
    private final DuplicateDetection duplicates;
    private final Privileges privileges;

    public Rows(RecordStore store, Versions versions, DuplicateDetection duplicates, Privileges privileges) {
        this.store = store;
        this.versions = versions;
        this.privileges = privileges;
        this.duplicates = duplicates;
    }

    public RecordStore store() {
        return store;
    }

    public Versions versions() {
        return versions;
    }

    /** Demands that the client may read a table. */
    public void requireReadable(Table table) {
        privileges.require(table, "Read");
    }

    /** The row at an address, or {@code null}. */
    public @Nullable StoredRecord find(RowAddress address) {
        Table table = address.table();
        if (address.id().isPresent()) {
            return store.live(table.stored(), address.id().get());
        }
        AlternateKey key = table.keys().stream()
                .filter(each -> address.key().keySet().containsAll(each.columns())
                        && each.columns().size() == address.key().size())
                .findFirst().orElseThrow();
        String value = DataverseRules.keyValue(key, address.key());
        return value == null ? null : store.find(DataverseRules.indexName(table, key), value);
    }

    /** The row at an address, which must be there. */
    public StoredRecord get(RowAddress address) {
        StoredRecord found = find(address);
        if (found == null) {
            throw address.missing();
        }
        return found;
    }

    /** Creates a row, under the id that the client chose, if any. */
    public StoredRecord create(Table table, Map<String, @Nullable Object> fields, boolean detectDuplicates) {
        privileges.require(table, "Create");
        Map<String, @Nullable Object> own = new LinkedHashMap<>(fields);
        Object chosen = own.remove(table.primaryId());
        if (chosen != null && store.live(table.stored(), chosen.toString()) != null) {
            throw new Problem(412, Problem.DUPLICATE_ID, "Cannot insert duplicate key.");
        }
        if (detectDuplicates) {
            duplicates.check(store, table, null, own);
        }
        return refusing(() -> store.atomically(() -> {
            StoredRecord created = store.create(table.stored(), chosen == null ? null : chosen.toString(), own,
                    Editor.API);
            store.complete(created, Map.of("createdby", Organization.INTEGRATION_USER));
            versions.stamp(created);
            return created;
        }));
    }

    /** Updates a row. */
    public void update(StoredRecord row, Map<String, @Nullable Object> fields, boolean detectDuplicates) {
        Table table = Organization.storedAs(row.type());
        privileges.require(table, "Write");
        Map<String, @Nullable Object> own = new LinkedHashMap<>(fields);
        own.remove(table.primaryId());
        if (detectDuplicates) {
            duplicates.check(store, table, row, own);
        }
        refusing(() -> store.atomically(() -> {
            if (!store.update(row, own, Editor.API)) {
                store.touch(row, Editor.API);
            }
            versions.stamp(row);
            return row;
        }));
    }

    /** Deletes a row and does to those that point to it what their relationships say. */
    public void delete(StoredRecord row) {
        privileges.require(Organization.storedAs(row.type()), "Delete");
        store.atomically(() -> {
            deleteWithDependents(row, Editor.API);
            return row;
        });
    }

    private void deleteWithDependents(StoredRecord row, Editor editor) {
        follow(row, editor);
        store.delete(row, editor);
        if (editor == Editor.API) {
            versions.stamp(row);
        }
    }

    /** What the deletion of a row means for those that point to it. */
    public void follow(StoredRecord deleted, Editor editor) {
        String target = Organization.storedAs(deleted.type()).logicalName();
        for (Table table : Organization.tables()) {
            for (Column column : table.columns()) {
                for (LookupTarget each : column.targets()) {
                    if (each.table().equals(target) && column.createable()) {
                        follow(pointing(table, column, deleted.id()), column, each.whenDeleted(), editor);
                    }
                }
            }
        }
    }

    private void follow(List<StoredRecord> dependents, Column column, WhenDeleted action, Editor editor) {
        for (StoredRecord dependent : dependents) {
            switch (action) {
                case CASCADE -> deleteWithDependents(dependent, editor);
                case REMOVE_LINK -> repoint(dependent, column, null, editor);
                case RESTRICT -> {
                    if (editor == Editor.API) {
                        throw new Problem(405, Problem.ASSOCIATED,
                                "The object cannot be deleted because it is associated with another object.");
                    }
                }
            }
        }
    }

    /** The live rows of a table that point to a row. */
    public List<StoredRecord> pointing(Table table, Column column, String id) {
        return store.records(table.stored()).values().stream()
                .filter(row -> !row.deleted() && id.equals(row.field(column.name()))).toList();
    }

    private void repoint(StoredRecord row, Column column, @Nullable String id, Editor editor) {
        store.write(row, Collections.singletonMap(column.name(), id), editor);
        if (editor == Editor.API) {
            versions.stamp(row);
        }
    }

    /**
     * Merges a row into another of its table: the subordinate is not deleted but deactivated and points to its master,
     * and what pointed to it points to the master from now on.
     */
    public void merge(StoredRecord master, StoredRecord subordinate, Map<String, @Nullable Object> content) {
        Table table = Organization.storedAs(master.type());
        privileges.require(table, "Write");
        if (!table.can(Ability.MERGE) || master == subordinate) {
            throw new Problem(400, Problem.INVALID_ARGUMENT, "Merge is not supported for these records.");
        }
        if (isInactive(master) || isInactive(subordinate)) {
            throw new Problem(400, Problem.INVALID_ARGUMENT,
                    "Merge cannot be performed: one of the records is not active.");
        }
        refusing(() -> store.atomically(() -> {
            for (Table other : Organization.tables()) {
                for (Column column : other.columns()) {
                    if (column.createable() && column.targets().stream()
                            .anyMatch(target -> target.table().equals(table.logicalName()))) {
                        pointing(other, column, subordinate.id()).forEach(row ->
                                repoint(row, column, master.id(), Editor.API));
                    }
                }
            }
            if (!content.isEmpty()) {
                update(master, content, false);
            }
            Map<String, @Nullable Object> fate = new HashMap<>();
            fate.put("merged", true);
            fate.put("masterid", master.id());
            fate.put("statecode", table.column("statecode").orElseThrow().options().getLast().label());
            fate.put("statuscode", table.column("statuscode").orElseThrow().options().getLast().label());
            store.write(subordinate, fate, Editor.API);
            versions.stamp(subordinate);
            return master;
        }));
    }

    private static boolean isInactive(StoredRecord row) {
        Column state = Organization.storedAs(row.type()).column("statecode").orElseThrow();
        return state.option(row.text("statecode")).orElseThrow().value() != 0;
    }

    private static <T> T refusing(Supplier<T> write) {
        try {
            return write.get();
        } catch (RecordRefused refused) {
            throw Problem.of(refused);
        }
    }
}
