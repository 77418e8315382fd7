package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Records as version 2 tells them, and the envelope {@code {success, data, additional_data}} of both versions. */
public final class EntityJson {
    /** A deleted record is gone for good after this. */
    static final Duration RETENTION = Duration.ofDays(30);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private EntityJson() {
    }

    /** What a caller wants to see of custom fields. */
    record View(List<String> customFields, boolean labels) {
        static final View ALL = new View(List.of(), false);

        boolean shows(PipedriveField field) {
            return customFields.isEmpty() || customFields.contains(field.code());
        }
    }

    static ObjectNode of(StoredRecord record, View view) {
        PipedriveType type = PipedriveSchema.of(record.type());
        ObjectNode node = Json.object().put("id", Long.parseLong(record.id()));
        ObjectNode custom = Json.object();
        for (PipedriveField field : type.fields()) {
            if (!field.custom()) {
                node.set(field.code(), FieldValues.write(field, record.text(field.code()), false));
            } else if (view.shows(field)) {
                custom.set(field.code(), FieldValues.write(field, record.text(field.code()), view.labels()));
            }
        }
        node.put("add_time", instant(record.createdAt())).put("update_time", instant(record.modifiedAt()))
                .put("is_deleted", record.deleted());
        node.set("custom_fields", custom);
        return node;
    }

    public static String instant(long millis) {
        return SECONDS.format(Instant.ofEpochMilli(millis));
    }

    static ObjectNode envelope(JsonNode data) {
        ObjectNode envelope = Json.object().put("success", true);
        envelope.set("data", data);
        return envelope;
    }

    /** Whether the record is there, or was deleted so lately that it is still told as deleted. */
    static boolean remembered(StoredRecord record, long now) {
        return !record.deleted() || now - record.modifiedAt() < RETENTION.toMillis();
    }
}
