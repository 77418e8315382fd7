package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SystemFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the organization demands of every write, by a person as by a client. */
public final class SalesforceRules implements RecordRules {
    @Override
    public String newId(ObjectType type, long sequence) {
        return RecordId.of(definition(type).keyPrefix(), sequence);
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        SalesforceType definition = definition(type);
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            SalesforceField field = definition.field(name).orElseThrow(() -> noSuchColumn(definition, name));
            if (!(existing == null ? field.writable() : field.updateable())) {
                throw new RecordRefused("INVALID_FIELD_FOR_INSERT_UPDATE", field.name(),
                        "Unable to create/update fields: " + field.name() + ". Please check the security settings of"
                                + " this field and verify that it is read/write for your profile or permission set.");
            }
            accepted.put(field.name(), ValueReader.read(field, value));
        });
        ObjectRules.before(store, definition, existing, accepted);
        requireFields(definition, existing, accepted);
        accepted.forEach((name, value) -> {
            SalesforceField field = definition.field(name).orElseThrow();
            if (value instanceof String text) {
                requireParent(store, field, existing, text);
                requireUnique(store, definition, field, existing, text);
            }
        });
        return accepted;
    }

    @Override
    public void release(RecordStore store, StoredRecord target) {
        Deletions.requireFree(store, target);
    }

    /** Records from before the organization had its present rules: an e-mail may stand there as somebody typed it. */
    @Override
    public Map<String, @Nullable Object> acceptSeed(RecordStore store, ObjectType type,
            Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> accepted = accept(store, type, null, fields);
        accepted.replaceAll((name, value) ->
                definition(type).field(name).orElseThrow().type() == FieldType.EMAIL ? fields.get(name) : value);
        return accepted;
    }

    static RecordRefused noSuchColumn(SalesforceType type, String name) {
        return new RecordRefused("INVALID_FIELD", null,
                "No such column '" + name + "' on sobject of type " + type.name());
    }

    /** The index that holds the owners of a unique external id. */
    static String uniqueIndex(SalesforceType type, SalesforceField field) {
        return type.name() + "." + field.name();
    }

    /** Lets the store find the owner of each unique value. */
    static void index(RecordStore store) {
        for (SalesforceType definition : Organization.types()) {
            for (SalesforceField field : definition.fields()) {
                if (field.unique()) {
                    store.index(uniqueIndex(definition, field), kitType(store, definition), stored -> {
                        String value = stored.text(field.name());
                        return value == null ? List.of() : List.of(value.toLowerCase(Locale.ROOT));
                    });
                }
            }
        }
        ObjectRules.index(store);
    }

    public static ObjectType kitType(RecordStore store, SalesforceType type) {
        return Objects.requireNonNull(store.type(type.name()), type.name());
    }

    private static SalesforceType definition(ObjectType type) {
        return Organization.type(type.name()).orElseThrow();
    }

    private static void requireFields(SalesforceType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> accepted) {
        for (SalesforceField field : type.fields()) {
            if (!field.writable() || field.nillable() || field.name().equals(SystemFields.OWNER)) {
                continue;
            }
            if (existing == null && accepted.get(field.name()) == null && field.standard().isPresent()) {
                accepted.put(field.name(), field.standard().get());
            }
            boolean written = existing == null || accepted.containsKey(field.name());
            if (written && accepted.get(field.name()) == null) {
                throw new RecordRefused("REQUIRED_FIELD_MISSING", field.name(),
                        "Required fields are missing: [" + field.name() + "]");
            }
        }
    }

    private static void requireParent(RecordStore store, SalesforceField field, @Nullable StoredRecord existing,
            String id) {
        if (field.lookup().isEmpty() || existing != null && id.equals(existing.field(field.name()))) {
            return;
        }
        SalesforceType parent = Organization.type(field.lookup().get().parentType()).orElseThrow();
        if (!id.startsWith(parent.keyPrefix())) {
            throw new RecordRefused("MALFORMED_ID", field.name(),
                    field.label() + ": id value of incorrect type: " + id);
        }
        StoredRecord found = store.live(kitType(store, parent), id);
        if (found == null) {
            throw new RecordRefused("INVALID_CROSS_REFERENCE_KEY", field.name(), "invalid cross reference id");
        }
        if (field.name().equals(SystemFields.OWNER) && Boolean.FALSE.equals(found.field("IsActive"))) {
            throw new RecordRefused("INACTIVE_OWNER_OR_USER", field.name(),
                    "operation performed with inactive user [" + id + "] as owner of record");
        }
    }

    private static void requireUnique(RecordStore store, SalesforceType type, SalesforceField field,
            @Nullable StoredRecord existing, String value) {
        if (!field.unique()) {
            return;
        }
        StoredRecord owner = store.find(uniqueIndex(type, field), value.toLowerCase(Locale.ROOT));
        if (owner != null && owner != existing) {
            throw new RecordRefused("DUPLICATE_VALUE", field.name(), "duplicate value found: " + field.name()
                    + " duplicates value on record with id: " + owner.id(), owner.id());
        }
    }
}
