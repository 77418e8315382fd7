package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import io.bothways.simulator.salesforce.schema.SetupTypes;
import io.bothways.simulator.salesforce.schema.SystemFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes single records for clients; every refusal is an outcome, so a collection can go on. */
public final class Rows {
    private final RecordStore store;
    private final SalesforceRules rules = new SalesforceRules();
    private final RowFaults faults = new RowFaults();
    private final DuplicateRule duplicateRule;

    public Rows(RecordStore store) {
        this.store = store;
        this.duplicateRule = new DuplicateRule(store);
        SalesforceRules.index(store);
        new Deletions(store);
    }

    public RowFaults faults() {
        return faults;
    }

    public DuplicateRule duplicateRule() {
        return duplicateRule;
    }

    /** All records of a type by id, those in the recycle bin too. */
    public Stream<RecordRow> all(SalesforceType type) {
        return store.records(SalesforceRules.kitType(store, type)).values().stream()
                .map(stored -> new RecordRow(type, stored));
    }

    public Stream<RecordRow> live(SalesforceType type) {
        return all(type).filter(row -> !row.stored().deleted());
    }

    /** The record of that id, in the recycle bin or not; ids may have 15 characters. */
    public Optional<RecordRow> find(SalesforceType type, String id) {
        return RecordId.normalise(id)
                .map(normalised -> store.get(SalesforceRules.kitType(store, type), normalised))
                .map(stored -> new RecordRow(type, stored));
    }

    /** The records that hold a value in a field by which records can be looked up. */
    public List<RecordRow> findBy(SalesforceType type, SalesforceField field, String value) {
        if (field.type() == FieldType.ID) {
            return find(type, value).filter(row -> !row.stored().deleted()).stream().toList();
        }
        if (field.unique()) {
            StoredRecord owner =
                    store.find(SalesforceRules.uniqueIndex(type, field), value.strip().toLowerCase(Locale.ROOT));
            return owner == null ? List.of() : List.of(new RecordRow(type, owner));
        }
        return live(type).filter(row -> row.value(field) instanceof String held
                && held.equalsIgnoreCase(value.strip())).toList();
    }

    /** The outcome that a row would have, without writing it. */
    public Outcome tryOut(SalesforceType type, Optional<String> id, Map<String, @Nullable Object> fields,
            boolean allowDuplicates) {
        return attempt(() -> {
            requireWritable(type, id.isEmpty() ? "create" : "update");
            StoredRecord target = id.isEmpty() ? null : target(type, id.get());
            refuse(faults.take(Optional.ofNullable(target).map(StoredRecord::id)));
            refuse(allowDuplicates ? Optional.empty() : duplicateRule.check(type, target, fields));
            rules.accept(store, SalesforceRules.kitType(store, type), target, fields);
            return new Outcome.Saved(target == null ? "" : target.id(), target == null);
        });
    }

    public Outcome create(SalesforceType type, Map<String, @Nullable Object> fields, boolean allowDuplicates) {
        return attempt(() -> {
            requireWritable(type, "create");
            refuse(faults.take(Optional.empty()));
            refuse(allowDuplicates ? Optional.empty() : duplicateRule.check(type, null, fields));
            StoredRecord created = store.create(SalesforceRules.kitType(store, type), owned(type, fields), Editor.API);
            return new Outcome.Saved(created.id(), true);
        });
    }

    public Outcome update(SalesforceType type, String id, Map<String, @Nullable Object> fields,
            boolean allowDuplicates) {
        return attempt(() -> {
            requireWritable(type, "update");
            StoredRecord target = target(type, id);
            refuse(faults.take(Optional.of(target.id())));
            refuse(allowDuplicates ? Optional.empty() : duplicateRule.check(type, target, fields));
            if (!store.update(target, fields, Editor.API)) {
                // A save without any change moves the stamps and fires workflow all the same.
                store.touch(target, Editor.API);
            }
            return new Outcome.Saved(target.id(), false);
        });
    }

    public Outcome upsert(SalesforceType type, SalesforceField key, String value,
            Map<String, @Nullable Object> fields, boolean allowDuplicates) {
        if (key.type() == FieldType.ID) {
            return update(type, value, fields, allowDuplicates);
        }
        List<RecordRow> found = findBy(type, key, value);
        if (found.size() > 1) {
            return new Outcome.Ambiguous(key.name(), found.stream().map(row -> row.stored().id()).toList());
        }
        if (found.size() == 1) {
            return update(type, found.getFirst().stored().id(), fields, allowDuplicates);
        }
        Map<String, @Nullable Object> complete = new LinkedHashMap<>(fields);
        complete.put(key.name(), value);
        return create(type, complete, allowDuplicates);
    }

    /** The outcome that a delete would have. */
    public Outcome tryDelete(String id) {
        return attempt(() -> {
            StoredRecord target = deletable(id);
            Deletions.requireFree(store, target);
            return new Outcome.Saved(target.id(), false);
        });
    }

    public Outcome delete(String id) {
        return attempt(() -> {
            StoredRecord target = deletable(id);
            store.delete(target, Editor.API);
            return new Outcome.Saved(target.id(), false);
        });
    }

    private StoredRecord deletable(String id) throws Refusal {
        SalesforceType type = typeOf(id);
        requireWritable(type, "delete");
        StoredRecord target = target(type, id);
        refuse(faults.take(Optional.of(target.id())));
        return target;
    }

    private static void requireWritable(SalesforceType type, String operation) {
        if (type == SetupTypes.USER) {
            throw new RecordRefused("INSUFFICIENT_ACCESS_OR_READONLY", null, "insufficient access rights on object id");
        }
        if (!type.can(Ability.WRITE)) {
            throw new RecordRefused("INVALID_TYPE_FOR_OPERATION", null,
                    "entity type " + type.label() + " does not support " + operation);
        }
    }

    /** What a client creates without an owner is its user's. */
    private static Map<String, @Nullable Object> owned(SalesforceType type, Map<String, @Nullable Object> fields) {
        if (type.field(SystemFields.OWNER).isEmpty() || fields.get(SystemFields.OWNER) != null) {
            return fields;
        }
        Map<String, @Nullable Object> owned = new LinkedHashMap<>(fields);
        owned.put(SystemFields.OWNER, Organization.INTEGRATION_USER);
        return owned;
    }

    private static SalesforceType typeOf(String id) {
        return Organization.types().stream().filter(type -> id.startsWith(type.keyPrefix())).findFirst()
                .orElseThrow(() -> new RecordRefused("MALFORMED_ID", null, "malformed id " + id));
    }

    /** The record of that id, which must be there and not in the recycle bin. */
    public StoredRecord target(SalesforceType type, String id) {
        Optional<String> normalised = RecordId.normalise(id).filter(text -> text.startsWith(type.keyPrefix()));
        if (normalised.isEmpty()) {
            throw new RecordRefused("MALFORMED_ID", null, type.name() + " ID: id value of incorrect type: " + id);
        }
        StoredRecord found = store.get(SalesforceRules.kitType(store, type), normalised.get());
        if (found == null) {
            throw new RecordRefused("INVALID_CROSS_REFERENCE_KEY", null, "invalid cross reference id");
        }
        if (found.deleted()) {
            throw new RecordRefused("ENTITY_IS_DELETED", null, "entity is deleted");
        }
        return found;
    }

    private interface Attempt {
        Outcome make() throws Refusal;
    }

    private static final class Refusal extends Exception {
        private final transient ApiError error;

        Refusal(ApiError error) {
            super(error.code(), null, false, false);
            this.error = error;
        }
    }

    private static void refuse(Optional<ApiError> error) throws Refusal {
        if (error.isPresent()) {
            throw new Refusal(error.get());
        }
    }

    private static Outcome attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (Refusal refusal) {
            return new Outcome.Failed(refusal.error);
        } catch (RecordRefused refusal) {
            return new Outcome.Failed(ApiError.of(refusal));
        }
    }
}
