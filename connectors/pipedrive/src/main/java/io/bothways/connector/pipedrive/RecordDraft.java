package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * The body of a write in the making. Pipedrive replaces a list or an object as a whole, so what the record holds beside
 * the values that change is sent along.
 */
final class RecordDraft {
    private static final String PRIMARY = "primary";
    private static final String LABEL = "label";
    private static final String VALUE = "value";

    private final JsonNode current;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    /** @param current what the record holds; nothing for a new one, or where no neighbour is needed */
    RecordDraft(JsonNode current) {
        this.current = current;
    }

    ObjectNode body() {
        return body;
    }

    /** Clears go out with an update only: a new record has nothing to empty. */
    void put(Map<String, FieldValue> fields, Map<String, PipedriveField> known, boolean clears) {
        // The primary e-mail before the others: which entry a label means can depend on it.
        fields.keySet().stream().sorted().filter(known::containsKey).forEach(name -> {
            PipedriveField field = known.get(name);
            switch (fields.get(name)) {
                case FieldValue.Present(var value) -> put(field, PipedriveValues.write(value));
                case FieldValue.Cleared() -> {
                    if (clears) {
                        clear(field);
                    }
                }
                case FieldValue.Unread() -> { }
            }
        });
    }

    private void put(PipedriveField field, JsonNode value) {
        switch (field.shape()) {
            case PLAIN -> holder(field).set(field.code(), value);
            case CHANNEL -> setEntry(entries(field), field.member(), value);
            case MEMBER -> object(field).set(field.member(), value);
            case OBJECT -> holder(field).putObject(field.code()).set(field.member(), value);
        }
    }

    private void clear(PipedriveField field) {
        switch (field.shape()) {
            case PLAIN, OBJECT -> holder(field).set(field.code(), PipedriveValues.clear(field));
            case CHANNEL -> removeEntry(entries(field), field.member());
            case MEMBER -> {
                // The app has no amount without a currency and no span without an end: only the whole can be emptied.
                if (field.leads()) {
                    holder(field).set(field.code(), PipedriveValues.clear(field));
                }
            }
        }
    }

    private ObjectNode holder(PipedriveField field) {
        return field.custom() ? body.withObjectProperty(PipedriveField.CUSTOM) : body;
    }

    private ObjectNode object(PipedriveField field) {
        if (holder(field).get(field.code()) instanceof ObjectNode begun) {
            return begun;
        }
        ObjectNode whole = field.held(current) instanceof ObjectNode held
                ? held.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        holder(field).set(field.code(), whole);
        return whole;
    }

    private ArrayNode entries(PipedriveField field) {
        if (holder(field).get(field.code()) instanceof ArrayNode begun) {
            return begun;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        field.held(current).forEach(entry -> {
            // Emptied ones are told with an empty value, and taken for an error when they are sent.
            if (!entry.path(VALUE).asText("").isEmpty()) {
                all.add(entry.deepCopy());
            }
        });
        holder(field).set(field.code(), all);
        return all;
    }

    private static void setEntry(ArrayNode entries, String label, JsonNode value) {
        int at = index(entries, label);
        if (at >= 0) {
            ((ObjectNode) entries.get(at)).set(VALUE, value);
            return;
        }
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        added.set(VALUE, value);
        added.put(PRIMARY, entries.isEmpty()).put(LABEL, label.isEmpty() ? "work" : label);
        entries.add(added);
    }

    private static void removeEntry(ArrayNode entries, String label) {
        int at = index(entries, label);
        if (at < 0) {
            return;
        }
        boolean primary = entries.remove(at).path(PRIMARY).asBoolean();
        if (primary && !entries.isEmpty()) {
            ((ObjectNode) entries.get(0)).put(PRIMARY, true);
        }
    }

    /** The primary entry, or the first other one with the label. */
    private static int index(ArrayNode entries, String label) {
        for (int at = 0; at < entries.size(); at++) {
            JsonNode entry = entries.get(at);
            boolean primary = entry.path(PRIMARY).asBoolean();
            if (label.isEmpty() ? primary : !primary && entry.path(LABEL).asText().equals(label)) {
                return at;
            }
        }
        return label.isEmpty() && !entries.isEmpty() ? 0 : -1;
    }
}
