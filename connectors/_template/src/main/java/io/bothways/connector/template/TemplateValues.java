package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values as the app writes them in JSON; null empties a field. */
final class TemplateValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SEPARATOR = ";";

    private TemplateValues() {}

    /** A record of which all of {@code fields} were asked for: what is not there or null is empty. */
    static SourceRecord record(JsonNode object, Map<String, FieldSchema> fields) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, read(field, object.path(name))));
        return new SourceRecord(object.path("id").asText(), values, object.path("version").asLong());
    }

    /** What cannot be read as the field's type is kept as the text that it is. */
    private static FieldValue read(FieldSchema field, JsonNode json) {
        String raw = json.asText("");
        if (json.isNull() || raw.isEmpty()) {
            return FieldValue.CLEARED;
        }
        try {
            return FieldValue.of(typed(field, json, raw));
        } catch (DateTimeException unreadable) {
            return FieldValue.text(raw);
        }
    }

    private static Value typed(FieldSchema field, JsonNode json, String raw) {
        return switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(raw);
            case DECIMAL -> json.isNumber() ? new Value.Decimal(json.decimalValue()) : new Value.Text(raw);
            case BOOLEAN -> json.isBoolean() ? new Value.Bool(json.booleanValue()) : new Value.Text(raw);
            case DATE -> new Value.Date(LocalDate.parse(raw));
            case TIMESTAMP -> new Value.Timestamp(Instant.parse(raw));
            case OPTION -> new Value.Option(raw);
            case OPTION_SET, REFERENCE_SET -> new Value.OptionSet(new TreeSet<>(List.of(raw.split(SEPARATOR))));
            case REFERENCE -> new Value.Reference(field.referenceTo().getFirst(), raw);
        };
    }

    static JsonNode write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> JSON.textNode(text);
            case Value.Decimal(BigDecimal number) -> JSON.numberNode(number);
            case Value.Bool(boolean yes) -> JSON.booleanNode(yes);
            case Value.Date(LocalDate day) -> JSON.textNode(day.toString());
            case Value.Timestamp(Instant at) -> JSON.textNode(at.toString());
            case Value.Option(String name) -> JSON.textNode(name);
            case Value.OptionSet(var names) -> JSON.textNode(String.join(SEPARATOR, names));
            case Value.Reference(String type, String id) -> JSON.textNode(id);
            case Value.ReferenceSet(var references) -> JSON.textNode(
                    references.stream().map(Value.Reference::id).collect(Collectors.joining(SEPARATOR)));
        };
    }
}
