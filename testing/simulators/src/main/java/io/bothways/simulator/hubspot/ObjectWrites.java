package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates, updates, archives and merges, for single calls and batches alike. */
final class ObjectWrites {
    private final RecordStore store;
    private final Associations associations;

    ObjectWrites(RecordStore store, Associations associations) {
        this.store = store;
        this.associations = associations;
    }

    /** The properties of an input; {@code ""} clears, {@code null} leaves as it is. */
    static Map<String, @Nullable Object> properties(JsonNode input) {
        JsonNode properties = input.path("properties");
        if (!properties.isObject()) {
            throw HubSpotErrors.invalid("Invalid input JSON: Some required fields were not set: [properties]");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode value = property.getValue();
            if (value.isContainerNode()) {
                throw HubSpotErrors.invalid("Invalid input JSON: property " + property.getKey() + " must be a string");
            }
            if (!value.isNull()) {
                fields.put(property.getKey(), value.asText().isEmpty() ? null : value.asText());
            }
        }
        return fields;
    }

    /** The record of the id that calls may use: for contacts also that of one merged away; {@code null} if none. */
    @Nullable StoredRecord resolve(ObjectType type, String id) {
        StoredRecord found = store.get(type, id);
        while (found != null && found.combinedInto() != null && type == HubSpotSchema.CONTACT_TYPE) {
            found = store.get(type, found.combinedInto());
        }
        return found == null || found.deleted() ? null : found;
    }

    /** The record that holds the value of a unique property; {@code null} if none. */
    @Nullable StoredRecord resolve(ObjectType type, @Nullable String idProperty, String id) {
        if (idProperty == null || idProperty.isEmpty() || idProperty.equals(HubSpotSchema.OBJECT_ID)) {
            return resolve(type, id);
        }
        if (type == HubSpotSchema.CONTACT_TYPE && idProperty.equals(HubSpotSchema.EMAIL)) {
            return store.find(HubSpotRules.EMAIL_INDEX, id.strip().toLowerCase(Locale.ROOT));
        }
        throw HubSpotErrors.invalid("The property " + idProperty + " is not a unique property");
    }

    StoredRecord create(ObjectType type, JsonNode input) {
        List<Edge> edges = edges(type, input);
        StoredRecord created = store.create(type, properties(input), Editor.API);
        edges.forEach(edge -> {
            StoredRecord contact = type == HubSpotSchema.COMPANY_TYPE ? edge.other() : created;
            StoredRecord company = type == HubSpotSchema.COMPANY_TYPE ? created : edge.other();
            associations.associate(contact, company, edge.primary(), Editor.API);
        });
        return created;
    }

    /** A write moves the stamp even where no value changes. */
    void update(StoredRecord target, Map<String, @Nullable Object> fields) {
        if (!store.update(target, fields, Editor.API) && !fields.isEmpty()) {
            store.touch(target, Editor.API);
        }
    }

    void archive(StoredRecord target) {
        store.delete(target, Editor.API);
    }

    /**
     * Merges two records. A contact keeps the primary id. Of companies a new record with an id of its own comes out,
     * as HubSpot's webhook documentation says of some types ({@code newObjectId}).
     */
    Merged merge(StoredRecord primary, StoredRecord other) {
        ObjectType type = primary.type();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        type.fields().forEach(field -> {
            Object own = primary.field(field.name());
            Object value = own == null ? other.field(field.name()) : own;
            if (field.editable() && value != null && !field.name().equals(HubSpotSchema.EMAIL)) {
                values.put(field.name(), value);
            }
        });
        int moved = (int) values.keySet().stream().filter(name -> primary.field(name) == null).count();
        boolean contact = type == HubSpotSchema.CONTACT_TYPE;
        StoredRecord survivor = contact ? primary : store.create(type, values, Editor.API);
        Set<String> mergedIds = new LinkedHashSet<>();
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(values);
        addList(mergedIds, primary.text(HubSpotSchema.MERGED_IDS));
        addList(mergedIds, other.text(HubSpotSchema.MERGED_IDS));
        if (contact) {
            Set<String> emails = new LinkedHashSet<>();
            addList(emails, primary.text(HubSpotSchema.ADDITIONAL_EMAILS));
            addList(emails, other.text(HubSpotSchema.ADDITIONAL_EMAILS));
            String email = primary.text(HubSpotSchema.EMAIL);
            String otherEmail = other.text(HubSpotSchema.EMAIL);
            if (email == null) {
                kept.put(HubSpotSchema.EMAIL, otherEmail);
            } else if (otherEmail != null) {
                emails.add(otherEmail);
            }
            kept.put(HubSpotSchema.ADDITIONAL_EMAILS, emails.isEmpty() ? null : String.join(";", emails));
        } else {
            mergedIds.add(primary.id());
            store.combine(primary, survivor, Editor.API);
            associations.handOver(primary, survivor, Editor.API);
        }
        mergedIds.add(other.id());
        kept.put(HubSpotSchema.MERGED_IDS, String.join(";", mergedIds));
        store.combine(other, survivor, Editor.API);
        store.write(survivor, kept, Editor.API);
        associations.handOver(other, survivor, Editor.API);
        return new Merged(survivor, moved);
    }

    record Merged(StoredRecord survivor, int propertiesMoved) {
    }

    /** An answer of a write to the record. */
    static ObjectNode answer(StoredRecord written, JsonNode input) {
        ObjectNode node = RecordJson.of(written, RecordJson.written(written.type(), properties(input).keySet()));
        if (input.hasNonNull("objectWriteTraceId")) {
            node.put("objectWriteTraceId", input.path("objectWriteTraceId").asText());
        }
        return node;
    }

    /** Read before the record is created, so that a wrong association creates nothing. */
    List<Edge> edges(ObjectType type, JsonNode input) {
        boolean toCompany = type != HubSpotSchema.COMPANY_TYPE;
        ObjectType otherType = toCompany ? HubSpotSchema.COMPANY_TYPE : HubSpotSchema.CONTACT_TYPE;
        List<Edge> edges = new ArrayList<>();
        for (JsonNode association : input.path("associations")) {
            String id = association.path("to").path("id").asText();
            Boolean primary = HubSpotSchema.ofCompanies(toCompany ? type : otherType)
                    ? Associations.primary(toCompany ? type : otherType, toCompany, association.path("types"))
                    : null;
            if (primary == null) {
                throw HubSpotErrors.invalid("Association type " + association.path("types")
                        + " does not exist between " + type + " and " + otherType);
            }
            StoredRecord other = resolve(otherType, id);
            if (other == null) {
                throw HubSpotErrors.notFound(otherType, List.of(id));
            }
            edges.add(new Edge(other, primary));
        }
        return edges;
    }

    /** An association wanted with a new record. */
    record Edge(StoredRecord other, boolean primary) {
        Edge {
            Objects.requireNonNull(other);
        }
    }

    private static void addList(Set<String> all, @Nullable String joined) {
        if (joined != null) {
            all.addAll(List.of(joined.split(";")));
        }
    }
}
