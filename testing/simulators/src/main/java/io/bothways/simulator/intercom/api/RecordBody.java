package io.bothways.simulator.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.intercom.records.DataAttribute;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a create or update of a contact or company. {@code null} clears; unknown names on the top level are left
 * out silently, unknown custom attributes are an error.
 */
final class RecordBody {
    private RecordBody() {
    }

    static Map<String, @Nullable Object> fields(ObjectType type, JsonNode body) {
        if (!body.isObject()) {
            throw IntercomErrors.failure(400, "bad_request", "The body must be a JSON object");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (DataAttribute attribute : IntercomSchema.attributes(type)) {
            if (!attribute.custom() && body.has(attribute.name())) {
                fields.put(attribute.name(), value(attribute, body.get(attribute.name())));
            }
        }
        if (type == IntercomSchema.CONTACT && body.hasNonNull(IntercomSchema.ROLE)) {
            fields.put(IntercomSchema.ROLE, body.get(IntercomSchema.ROLE).asText());
        }
        for (Map.Entry<String, JsonNode> custom : body.path("custom_attributes").properties()) {
            String fullName = "custom_attributes." + custom.getKey();
            DataAttribute attribute = IntercomSchema.attribute(type, fullName).orElseThrow(() ->
                    IntercomErrors.invalid("Custom attribute '" + custom.getKey() + "' does not exist"));
            if (attribute.archived() || !attribute.apiWritable()) {
                throw IntercomErrors.invalid("Custom attribute '" + custom.getKey() + "' is "
                        + (attribute.archived() ? "archived" : "not writable through the API"));
            }
            fields.put(fullName, value(attribute, custom.getValue()));
        }
        return fields;
    }

    /** Runs a write and answers what the workspace refuses in the API's own words. */
    static StoredRecord refusing(Supplier<StoredRecord> write) {
        try {
            return write.get();
        } catch (RecordRefused refused) {
            throw IntercomErrors.refused(refused);
        }
    }

    private static @Nullable Object value(DataAttribute attribute, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        boolean fits = switch (attribute.type()) {
            case STRING -> node.isTextual();
            case INTEGER -> node.isIntegralNumber();
            case FLOAT -> node.isNumber();
            case BOOLEAN -> node.isBoolean();
            case DATE -> node.isIntegralNumber() || node.isTextual();
        };
        if (!fits) {
            throw wrongType(attribute);
        }
        return node.isNumber() ? node.numberValue() : node.isBoolean() ? (Object) node.asBoolean() : node.asText();
    }

    private static VendorFailure wrongType(DataAttribute attribute) {
        return IntercomErrors.invalid("The value of '" + attribute.name() + "' must be of type "
                + attribute.type().word());
    }
}
