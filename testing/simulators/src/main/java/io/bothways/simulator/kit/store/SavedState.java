package io.bothways.simulator.kit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The records of a store as JSON and back, for {@code --data}. */
public final class SavedState {
    private SavedState() {
    }

    /** All records, without the change log. */
    public static ObjectNode of(RecordStore store, ObjectMapper json) {
        ObjectNode saved = json.createObjectNode().put("next_sequence", store.nextSequence());
        ObjectNode types = saved.putObject("types");
        for (ObjectType type : store.types()) {
            ArrayNode records = types.putArray(type.name());
            for (StoredRecord each : store.records(type).values()) {
                ObjectNode node = records.addObject();
                node.put("id", each.id()).put("created_at", each.createdAt()).put("modified_at", each.modifiedAt())
                        .put("modified_by", each.modifiedBy().word()).put("deleted", each.deleted())
                        .put("combined_into", each.combinedInto());
                node.set("fields", json.valueToTree(each.fields()));
            }
        }
        return saved;
    }

    /** Fills an empty store. */
    public static void into(RecordStore store, JsonNode saved) {
        long sequence = saved.path("next_sequence").asLong();
        for (ObjectType type : store.types()) {
            for (JsonNode node : saved.path("types").path(type.name())) {
                StoredRecord each = new StoredRecord(type, node.path("id").asText(), node.path("created_at").asLong(),
                        node.path("modified_at").asLong(),
                        Editor.valueOf(node.path("modified_by").asText().toUpperCase(Locale.ROOT)));
                node.path("fields").properties()
                        .forEach(field -> each.values.put(field.getKey(), value(field.getValue())));
                if (node.path("deleted").asBoolean()) {
                    JsonNode survivor = node.path("combined_into");
                    each.markDeleted(survivor.isTextual() ? survivor.asText() : null);
                }
                store.restore(each, sequence);
            }
        }
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.asDouble();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.asText();
    }
}
