package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Values between JSON and ours. What cannot be read as the field's type stays text, so that one odd value holds its
 * field and not the page.
 */
final class PipedriveValues {
    private PipedriveValues() {}

    static FieldValue read(FieldSchema field, JsonNode raw) {
        if (raw.isMissingNode() || raw.isNull() || raw.isTextual() && raw.asText().isEmpty()
                || raw.isArray() && raw.isEmpty()) {
            return FieldValue.CLEARED;
        }
        Optional<Value> typed;
        try {
            typed = typed(field, raw);
        } catch (DateTimeException unreadable) {
            typed = Optional.empty();
        }
        return FieldValue.of(typed.orElseGet(() ->
                new Value.Text(raw.isValueNode() ? raw.asText() : raw.toString())));
    }

    private static Optional<Value> typed(FieldSchema field, JsonNode raw) {
        boolean plain = raw.isValueNode();
        return switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL -> plain ? Optional.of(new Value.Text(raw.asText())) : Optional.empty();
            case DECIMAL -> raw.isNumber() ? Optional.of(new Value.Decimal(raw.decimalValue())) : Optional.empty();
            case BOOLEAN -> raw.isBoolean() ? Optional.of(new Value.Bool(raw.asBoolean())) : Optional.empty();
            case DATE -> plain ? Optional.of(new Value.Date(LocalDate.parse(raw.asText()))) : Optional.empty();
            case TIMESTAMP -> plain ? Optional.of(new Value.Timestamp(instant(raw.asText()))) : Optional.empty();
            case OPTION -> plain ? Optional.of(new Value.Option(raw.asText())) : Optional.empty();
            case OPTION_SET -> raw.isArray() ? Optional.of(options(raw)) : Optional.empty();
            case REFERENCE ->
                plain
                        ? Optional.of(new Value.Reference(field.referenceTo().getFirst(), raw.asText()))
                        : Optional.empty();
            case REFERENCE_SET -> Optional.empty();
        };
    }

    private static Value options(JsonNode ids) {
        TreeSet<String> options = new TreeSet<>();
        ids.forEach(id -> options.add(id.asText()));
        return new Value.OptionSet(options);
    }

    static Instant instant(String raw) {
        return OffsetDateTime.parse(raw).toInstant();
    }

    /** Milliseconds of a stamp, 0 where there is no readable one. */
    static long stamp(JsonNode raw) {
        try {
            return raw.isTextual() ? instant(raw.asText()).toEpochMilli() : 0;
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }

    /** The only form that the app takes in queries: whole seconds, a {@code T} and a {@code Z}. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What to send; version 2 takes no number in quotes. */
    static JsonNode write(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Text(String text) -> nodes.textNode(text);
            case Value.Decimal decimal -> nodes.numberNode(decimal.number());
            case Value.Bool(boolean yes) -> nodes.booleanNode(yes);
            case Value.Date date -> nodes.textNode(date.day().toString());
            case Value.Timestamp timestamp -> nodes.textNode(time(timestamp.at()));
            case Value.Option(String name) -> id(name);
            case Value.OptionSet set -> {
                ArrayNode ids = nodes.arrayNode();
                set.names().forEach(name -> ids.add(id(name)));
                yield ids;
            }
            case Value.Reference reference -> id(reference.id());
            case Value.ReferenceSet set -> {
                ArrayNode ids = nodes.arrayNode();
                set.references().forEach(reference -> ids.add(id(reference.id())));
                yield ids;
            }
        };
    }

    /** An empty list where the app has a list and refuses null, else null. */
    static JsonNode clear(PipedriveField field) {
        return field.schema().type() == ValueType.OPTION_SET && !field.custom()
                ? JsonNodeFactory.instance.arrayNode()
                : JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode id(String name) {
        return name.matches("\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(name))
                : JsonNodeFactory.instance.textNode(name);
    }
}
