package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a row from JSON. Unknown fields and values of another type come up here, before any rule is
 * asked, and fail the whole request, also that of a collection.
 *
 * @param id the record's own id, where the row names one
 * @param fields the fields written, by their names in the schema
 * @param refusal why the row cannot be written although it can be read, such as a parent that is not there
 */
public record RowBody(Optional<String> id, Map<String, @Nullable Object> fields, Optional<ApiError> refusal) {
    public static RowBody read(Rows rows, SalesforceType type, JsonNode json) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Optional<String> id = Optional.empty();
        Optional<ApiError> refusal = Optional.empty();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (name.equals("attributes")) {
                continue;
            }
            if (name.equalsIgnoreCase("Id")) {
                id = value.isNull() ? Optional.empty() : Optional.of(value.asText());
                continue;
            }
            Optional<SalesforceField> lookup = value.isObject() ? type.relationship(name) : Optional.empty();
            if (lookup.isPresent()) {
                refusal = refusal.or(() -> readParent(rows, lookup.get(), value, fields));
                continue;
            }
            SalesforceField field = type.field(name)
                    .orElseThrow(() -> ApiError.of(SalesforceRules.noSuchColumn(type, name)).asFailure());
            fields.put(field.name(), plain(field, value));
        }
        return new RowBody(id, fields, refusal);
    }

    private static @Nullable Object plain(SalesforceField field, JsonNode value) {
        Object plain = switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            case STRING -> value.textValue();
            case OBJECT, ARRAY, BINARY, POJO -> Map.of();
        };
        if (!field.writable()) {
            return plain;
        }
        try {
            ValueReader.read(field, plain);
        } catch (RecordRefused refused) {
            if (refused.code().equals(ValueReader.UNREADABLE)) {
                throw ApiError.of(refused).asFailure();
            }
        }
        return plain;
    }

    /** {@code "Account": {"Bothways_Key__c": "v"}} sets the lookup to the record that has this external id. */
    private static Optional<ApiError> readParent(Rows rows, SalesforceField lookup, JsonNode reference,
            Map<String, @Nullable Object> fields) {
        SalesforceType parent = Organization.type(lookup.lookup().orElseThrow().parentType()).orElseThrow();
        for (Map.Entry<String, JsonNode> entry : reference.properties()) {
            if (entry.getKey().equals("attributes")) {
                continue;
            }
            SalesforceField key = parent.field(entry.getKey()).filter(SalesforceField::externalId)
                    .orElseThrow(() -> ApiError.of(SalesforceRules.noSuchColumn(parent, entry.getKey())).asFailure());
            String value = entry.getValue().asText();
            List<RecordRow> found = rows.findBy(parent, key, value);
            if (found.size() != 1) {
                return Optional.of(ApiError.of("INVALID_FIELD", "Foreign key external ID: " + value
                        + " not found for field " + key.name() + " in entity " + parent.name()));
            }
            fields.put(lookup.name(), found.getFirst().stored().id());
        }
        return Optional.empty();
    }

    /** Fields hold personal data. */
    @Override
    public String toString() {
        return "RowBody[" + fields.size() + " fields]";
    }
}
