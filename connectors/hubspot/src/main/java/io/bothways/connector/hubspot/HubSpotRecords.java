package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the envelope that all object answers share. */
final class HubSpotRecords {
    private HubSpotRecords() {}

    static List<SourceRecord> readAll(JsonNode answer, Map<String, FieldSchema> fields) {
        List<SourceRecord> records = new ArrayList<>();
        answer.path("results").forEach(object -> records.add(read(object, fields)));
        return records;
    }

    /** A record of which all of {@code fields} were asked for: what the answer leaves out or gives as null is empty. */
    static SourceRecord read(JsonNode object, Map<String, FieldSchema> fields) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, HubSpotValues.read(field, text(object, name))));
        return new SourceRecord(id(object), values, version(object));
    }

    /**
     * What a write's answer tells of the fields that were sent. An answer need not carry every property, so one that it
     * leaves out is told only if it was to be emptied.
     */
    static SourceRecord told(JsonNode object, Map<String, FieldSchema> fields, Map<String, FieldValue> sent) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            boolean emptied = sent.get(name) instanceof FieldValue.Cleared;
            if (emptied || object.path("properties").has(name)) {
                values.put(name, HubSpotValues.read(field, text(object, name)));
            }
        });
        return new SourceRecord(id(object), values, version(object));
    }

    static String id(JsonNode object) {
        return object.path("id").asText();
    }

    static String text(JsonNode object, String property) {
        return object.path("properties").path(property).asText("");
    }

    /** The envelope's stamp is in every answer, whichever properties were asked for. */
    static long version(JsonNode object) {
        return stamp(object.path("updatedAt").asText(""));
    }

    /** Milliseconds, 0 where there is no readable stamp. */
    static long stamp(String raw) {
        if (raw.isEmpty()) {
            return 0;
        }
        try {
            return HubSpotValues.instant(raw).toEpochMilli();
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }
}
