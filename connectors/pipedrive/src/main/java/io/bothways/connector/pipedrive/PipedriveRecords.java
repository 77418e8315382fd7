package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for records and reads the envelope {@code {success, data, additional_data}} that all answers share. */
final class PipedriveRecords {
    static final String STAMP = "update_time";
    /** More keys than that are not taken; without any, all custom fields come. */
    private static final int MAX_CUSTOM_FIELDS = 15;

    private final PipedriveApi api;

    PipedriveRecords(PipedriveApi api) {
        this.api = api;
    }

    /** A page of deals, persons or organizations in one of the parts. */
    JsonNode page(
            PipedriveType type,
            PipedriveType.Part part,
            Map<String, PipedriveField> fields,
            String cursor,
            Optional<String> updatedSince) {
        @Nullable String from = cursor.isEmpty() ? null : cursor;
        @Nullable String since = updatedSince.orElse(null);
        String sort = updatedSince.isPresent() ? STAMP : "id";
        @Nullable String custom = customFields(fields);
        return switch (part) {
            case LIVE -> api.list(
                    type.path(), PipedriveProvider.PAGE, from, since, sort, "asc", null, null, custom);
            case ARCHIVED -> api.archived(type.path(), PipedriveProvider.PAGE, from, since, sort, "asc", custom);
            case DELETED -> api.list(
                    type.path(), PipedriveProvider.PAGE, from, since, sort, "asc", null, "deleted", custom);
        };
    }

    /** A page of leads, which version 1 counts from the front. */
    JsonNode leads(PipedriveType.Part part, long start, String sort) {
        return part == PipedriveType.Part.ARCHIVED
                ? api.archivedLeads(PipedriveProvider.PAGE, start, sort)
                : api.leads(PipedriveProvider.PAGE, start, sort);
    }

    /** A record by its id, archived ones too; empty where it is not there or deleted. */
    Optional<JsonNode> one(PipedriveType type, String id) {
        try {
            JsonNode record = data(type == PipedriveType.LEADS ? api.lead(id) : api.read(type.path(), id));
            return record.path("is_deleted").asBoolean() ? Optional.empty() : Optional.of(record);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    @Nullable String customFields(Map<String, PipedriveField> fields) {
        List<String> codes = fields.values().stream()
                .filter(PipedriveField::custom)
                .map(PipedriveField::code)
                .distinct()
                .toList();
        return codes.isEmpty() || codes.size() > MAX_CUSTOM_FIELDS ? null : String.join(",", codes);
    }

    /** A record of which all of {@code fields} were asked for: what the answer leaves out or gives as null is empty. */
    static SourceRecord read(JsonNode record, Map<String, PipedriveField> fields) {
        Map<String, FieldValue> values = fields.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> field.getValue().read(record),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return new SourceRecord(id(record), values, version(record));
    }

    static String id(JsonNode record) {
        return record.path("id").asText("");
    }

    static long version(JsonNode record) {
        return PipedriveValues.stamp(record.path(STAMP));
    }

    /** What an answer is about. One of status 200 with nothing in it is an app in trouble (tap-pipedrive). */
    static JsonNode data(@Nullable JsonNode answer) {
        JsonNode data = answer == null ? null : answer.get("data");
        if (data == null || data.isNull()) {
            throw new ConnectorException(
                    FailureKind.RETRY,
                    new Failure(FailureCodes.UNEXPECTED_ANSWER, "Pipedrive's answer holds no data", "", "", 200));
        }
        return data;
    }

    /** The same of a list of version 1, which gives null for an empty one. */
    static JsonNode list(@Nullable JsonNode answer) {
        return answer != null && answer.path("success").asBoolean() && answer.path("data").isNull()
                ? MissingNode.getInstance()
                : data(answer);
    }

    /** Where the next page begins; absent or null on the last one. */
    static Optional<String> next(JsonNode answer) {
        String cursor = answer.path("additional_data").path("next_cursor").asText("");
        return cursor.isEmpty() || cursor.equals("null") ? Optional.empty() : Optional.of(cursor);
    }
}
