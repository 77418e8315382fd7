package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workspace's types of tickets say of its tickets: the types and states as options, and the attributes of all
 * types together. Files cannot be kept in step, and dates and times have no written form that the vendor names.
 */
final class TicketFields {
    private TicketFields() {}

    static List<FieldSchema> of(JsonNode answer) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        Map<String, FieldSchema> attributes = new LinkedHashMap<>();
        for (JsonNode type : answer.path("data")) {
            types.put(type.path("id").asText(), type.path("name").asText(type.path("id").asText()));
            type.path("ticket_states").path("data").forEach(state ->
                    states.put(state.path("id").asText(), state.path("internal_label").asText("")));
            type.path("ticket_type_attributes").path("data").forEach(attribute -> {
                if (!attribute.path("archived").asBoolean()) {
                    attribute(attribute).ifPresent(field -> attributes.putIfAbsent(field.name(), field));
                }
            });
        }
        List<FieldSchema> fields = new ArrayList<>();
        fields.add(new FieldSchema(IntercomFields.TICKET_TYPE, "Type", ValueType.OPTION, Optional.empty(), true, false,
                true, false, types, List.of()));
        fields.add(new FieldSchema(IntercomFields.TICKET_STATE, "State", ValueType.OPTION, Optional.of("status"), false,
                true, false, false, states, List.of()));
        fields.addAll(attributes.values());
        return fields;
    }

    private static Optional<FieldSchema> attribute(JsonNode attribute) {
        String name = attribute.path("name").asText("");
        Map<String, String> options = new LinkedHashMap<>();
        attribute.path("input_options").path("list_options").forEach(option ->
                options.put(option.path("label").asText(), option.path("label").asText()));
        Optional<ValueType> type = switch (attribute.path("data_type").asText("")) {
            case "string" -> Optional.of(ValueType.TEXT);
            case "list" -> Optional.of(ValueType.OPTION);
            case "integer", "decimal" -> Optional.of(ValueType.DECIMAL);
            case "boolean" -> Optional.of(ValueType.BOOLEAN);
            default -> Optional.empty();
        };
        return type.filter(known -> !name.isEmpty()).map(known -> new FieldSchema(
                IntercomFields.TICKET_ATTRIBUTE + name,
                attribute.path("description").asText(name),
                known,
                meaning(name),
                true,
                true,
                false,
                false,
                options,
                List.of()));
    }

    private static Optional<String> meaning(String name) {
        return switch (name) {
            case IntercomFields.TITLE -> Optional.of("subject");
            case IntercomFields.DESCRIPTION -> Optional.of("description");
            default -> Optional.empty();
        };
    }
}
