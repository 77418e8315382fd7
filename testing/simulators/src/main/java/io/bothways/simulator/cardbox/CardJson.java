package io.bothways.simulator.cardbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.FieldDefinition.Kind;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records and errors as Cardbox writes and reads them: all fields in one flat object, blank ones as null. */
final class CardJson {
    private CardJson() {
    }

    static ObjectNode of(StoredRecord record) {
        ObjectNode node = Json.object().put("id", record.id());
        for (FieldDefinition field : record.type().fields()) {
            String text = record.text(field.name());
            if (text == null) {
                node.putNull(field.name());
            } else if (field.kind() == Kind.NUMBER) {
                node.put(field.name(), new BigDecimal(text));
            } else if (field.kind() == Kind.BOOLEAN) {
                node.put(field.name(), Boolean.parseBoolean(text));
            } else {
                node.put(field.name(), text);
            }
        }
        return node.put("created_at", Instant.ofEpochMilli(record.createdAt()).toString());
    }

    /** What a client wants written; null clears, what is not named stays. */
    static Map<String, @Nullable Object> fields(ObjectType type, JsonNode body) {
        if (!body.isObject()) {
            throw failure(422, "invalid", "The body must be an object", null);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.properties().forEach(property -> {
            FieldDefinition field = type.field(property.getKey());
            JsonNode value = property.getValue();
            boolean fits = field == null || value.isNull() || switch (field.kind()) {
                case NUMBER -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
                default -> value.isTextual();
            };
            if (!fits) {
                throw failure(422, "invalid", "The value has the wrong type", property.getKey());
            }
            fields.put(property.getKey(), value.isNull() ? null : value.asText());
        });
        return fields;
    }

    static VendorFailure failure(int status, String code, String message, @Nullable String field) {
        return new VendorFailure(VendorReply.json(status, error(code, message, field)));
    }

    static VendorReply refusal(RecordRefused refused) {
        ObjectNode error = error(refused.code(), refused.sentence(), refused.field());
        if (refused.existingId() != null) {
            error.withObject("/error").put("existing_id", refused.existingId());
        }
        return VendorReply.json(refused.code().equals(CardboxRules.DUPLICATE) ? 409 : 422, error);
    }

    static ObjectNode error(String code, String message, @Nullable String field) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", message);
        if (field != null) {
            error.put("field", field);
        }
        return body;
    }
}
