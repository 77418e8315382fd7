package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;

/**
 * A field and where its value stands in a record. A field of ours has one value: of a list of e-mails it is the primary
 * one, or the first other one with a label; of an amount with its currency it is one of the two.
 *
 * @param schema named as configurations carry it, for example {@code emails.home}
 * @param code Pipedrive's name: of a column, or 40 hexadecimal digits under {@code custom_fields}
 * @param custom whether it stands under {@code custom_fields}
 * @param shape how the value stands there
 * @param member the label of a channel (empty for the primary one), or the member of an object; empty for plain ones
 */
record PipedriveField(FieldSchema schema, String code, boolean custom, Shape shape, String member) {

    /** How a value stands under its code. */
    enum Shape {
        PLAIN,
        /** In an array of {@code {value, primary, label}}. */
        CHANNEL,
        /** In an object beside others, of which one alone cannot be written. */
        MEMBER,
        /** In an object of which the app works out the rest. */
        OBJECT
    }

    static final String CUSTOM = "custom_fields";

    /** Whether a change needs what the record holds beside it. */
    boolean needsNeighbours() {
        return shape == Shape.CHANNEL || shape == Shape.MEMBER;
    }

    /** Whether clearing this one clears the whole object. */
    boolean leads() {
        return member.equals("value") || member.equals("amount");
    }

    FieldValue read(JsonNode record) {
        return PipedriveValues.read(schema, raw(held(record)));
    }

    /** What the record holds under the code. */
    JsonNode held(JsonNode record) {
        return (custom ? record.path(CUSTOM) : record).path(code);
    }

    private JsonNode raw(JsonNode held) {
        return switch (shape) {
            case PLAIN -> held;
            case CHANNEL -> channel(held);
            // Some answers give a plain value where there is nothing beside it.
            case MEMBER, OBJECT -> held.isObject() ? held.path(member) : leads() ? held : MissingNode.getInstance();
        };
    }

    private JsonNode channel(JsonNode entries) {
        for (JsonNode entry : entries) {
            boolean primary = entry.path("primary").asBoolean();
            if (member.isEmpty() ? primary : !primary && entry.path("label").asText().equals(member)) {
                return entry.path("value");
            }
        }
        return member.isEmpty() ? entries.path(0).path("value") : MissingNode.getInstance();
    }
}
