package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record: {@code {"email": {"text": "…"}, "phone": null}}. Null is cleared, absent is unread; a value
 * is an object with one member that names its kind. The hottest form of all, so it is written out by hand.
 */
final class FieldsForm implements Form<Map<String, FieldValue>> {
    /** A number beyond this is no field of any app: {@code 1E+999999999} alone would fill the memory when printed. */
    private static final int MOST_DIGITS = 1_000;

    private static final int LONGEST_DECIMAL = MOST_DIGITS + 20;
    private static final String EXPECTED_DECIMAL = "a decimal as text, of at most " + MOST_DIGITS + " digits";
    private static final String EXPECTED_VALUE = "null or an object with one of text, decimal, boolean, date,"
            + " timestamp, option, options, reference, references";

    @Override
    public void write(JsonGenerator json, Map<String, FieldValue> fields) throws IOException {
        writeInOrder(json, Forms.sorted(fields));
    }

    /** Writes fields whose own order is the order of their names. */
    void writeInOrder(JsonGenerator json, Map<String, FieldValue> fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
            switch (field.getValue()) {
                case FieldValue.Present(Value value) -> {
                    Forms.writeName(json, field.getKey());
                    writeValue(json, value);
                }
                case FieldValue.Cleared cleared -> {
                    Forms.writeName(json, field.getKey());
                    json.writeNull();
                }
                case FieldValue.Unread unread -> {}
            }
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Value value) throws IOException {
        json.writeStartObject();
        switch (value) {
            case Value.Text(String text) -> {
                json.writeFieldName("text");
                Forms.writeText(json, text);
            }
            case Value.Decimal(BigDecimal number) -> json.writeStringField("decimal", bounded(number));
            case Value.Bool(boolean yes) -> json.writeBooleanField("boolean", yes);
            case Value.Date(LocalDate day) -> json.writeStringField("date", day.toString());
            case Value.Timestamp(Instant at) -> json.writeStringField("timestamp", at.toString());
            case Value.Option(String name) -> {
                json.writeFieldName("option");
                Forms.writeText(json, name);
            }
            case Value.OptionSet(SortedSet<String> names) -> {
                json.writeArrayFieldStart("options");
                for (String name : names) {
                    Forms.writeText(json, name);
                }
                json.writeEndArray();
            }
            case Value.Reference reference -> {
                json.writeFieldName("reference");
                RecordForms.REFERENCE.write(json, reference);
            }
            case Value.ReferenceSet(SortedSet<Value.Reference> references) -> {
                json.writeArrayFieldStart("references");
                for (Value.Reference reference : references) {
                    RecordForms.REFERENCE.write(json, reference);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static String bounded(BigDecimal number) {
        if (!isBounded(number)) {
            throw new UnencodableMessage("a decimal field has more than " + MOST_DIGITS + " digits");
        }
        return number.toString();
    }

    private static boolean isBounded(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
    }

    @Override
    public Map<String, FieldValue> read(JsonParser json) throws IOException {
        Forms.expect(json, JsonToken.START_OBJECT, "an object: fields by name");
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            FieldValue value = json.nextToken() == JsonToken.VALUE_NULL
                    ? FieldValue.CLEARED
                    : new FieldValue.Present(readValue(json));
            if (fields.put(name, value) != null) {
                throw UndecodableMessage.at(json, "this field once");
            }
        }
        return Collections.unmodifiableSortedMap(fields);
    }

    private static Value readValue(JsonParser json) throws IOException {
        Forms.expect(json, JsonToken.START_OBJECT, EXPECTED_VALUE);
        Value found = null;
        for (String kind = json.nextFieldName(); kind != null; kind = json.nextFieldName()) {
            json.nextToken();
            Value read = readValue(json, kind);
            if (found != null && read != null) {
                throw UndecodableMessage.at(json, "one value only");
            }
            found = read == null ? found : read;
        }
        if (found == null) {
            throw UndecodableMessage.at(json, EXPECTED_VALUE);
        }
        return found;
    }

    private static @Nullable Value readValue(JsonParser json, String kind) throws IOException {
        return switch (kind) {
            case "text" -> new Value.Text(Forms.readText(json, "a text"));
            case "decimal" -> readDecimal(json);
            case "boolean" -> new Value.Bool(Forms.readBoolean(json));
            case "date" -> readDate(json);
            case "timestamp" -> new Value.Timestamp(Forms.readInstant(json));
            case "option" -> new Value.Option(Forms.readText(json, "a text"));
            case "options" -> readOptions(json);
            case "reference" -> RecordForms.REFERENCE.read(json);
            case "references" -> readReferences(json);
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private static Value readDecimal(JsonParser json) throws IOException {
        String text = Forms.readText(json, EXPECTED_DECIMAL);
        if (text.length() <= LONGEST_DECIMAL) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (isBounded(number)) {
                    return new Value.Decimal(number);
                }
            } catch (NumberFormatException refused) {
                throw UndecodableMessage.at(json, EXPECTED_DECIMAL);
            }
        }
        throw UndecodableMessage.at(json, EXPECTED_DECIMAL);
    }

    private static Value readDate(JsonParser json) throws IOException {
        String text = Forms.readText(json, "a date (ISO 8601)");
        try {
            return new Value.Date(LocalDate.parse(text));
        } catch (DateTimeException refused) {
            throw UndecodableMessage.at(json, "a date (ISO 8601)");
        }
    }

    private static Value readOptions(JsonParser json) throws IOException {
        Forms.expect(json, JsonToken.START_ARRAY, "a list");
        SortedSet<String> names = new TreeSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(Forms.readText(json, "a text"));
        }
        return new Value.OptionSet(names);
    }

    private static Value readReferences(JsonParser json) throws IOException {
        Forms.expect(json, JsonToken.START_ARRAY, "a list");
        SortedSet<Value.Reference> references = new TreeSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            references.add(RecordForms.REFERENCE.read(json));
        }
        return new Value.ReferenceSet(references);
    }
}
