package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client wants written, as the store's fields. Version 2 refuses what it does not know. */
final class EntityBody {
    private EntityBody() {
    }

    static Map<String, @Nullable Object> read(PipedriveType type, JsonNode body) {
        if (!body.isObject()) {
            throw PipedriveErrors.invalid("Request body must be a JSON object");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.properties().forEach(property -> {
            String code = property.getKey();
            if (code.equals("custom_fields")) {
                custom(type, property.getValue(), fields);
                return;
            }
            if (type == PipedriveSchema.PERSONS && PipedriveSchema.CONTACT_SYNC.contains(code)) {
                throw PipedriveErrors.forbidden("Field " + code + " needs Contact Sync, which is not enabled");
            }
            PipedriveField field = type.field(code);
            if (field == null || field.custom() || !field.writable()) {
                throw PipedriveErrors.invalid("Validation failed: Unrecognized key(s) in object: '" + code + "'");
            }
            fields.put(code, FieldValues.read(field, property.getValue()));
        });
        return fields;
    }

    private static void custom(PipedriveType type, JsonNode values, Map<String, @Nullable Object> fields) {
        if (!values.isObject()) {
            throw PipedriveErrors.invalid("Validation failed: custom_fields: Expected object");
        }
        values.properties().forEach(value -> {
            PipedriveField field = type.field(value.getKey());
            if (field == null || !field.custom()) {
                throw PipedriveErrors.invalid("Validation failed: custom_fields: Unrecognized key(s) in object: '"
                        + value.getKey() + "'");
            }
            fields.put(field.code(), FieldValues.read(field, value.getValue()));
        });
    }
}
