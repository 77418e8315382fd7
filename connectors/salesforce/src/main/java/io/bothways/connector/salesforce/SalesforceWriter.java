package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes sObject collections: each row succeeds or fails alone, in the order of the rows, in an answer of status 200.
 * Answers carry no values. Where the organisation has the marker field, a create is an upsert by its marker, which may
 * be repeated.
 */
final class SalesforceWriter implements RecordWriter, RecordDeletion {
    private final SalesforceApi api;
    private final SalesforceSchema schema;

    SalesforceWriter(SalesforceApi api, SalesforceSchema schema) {
        this.api = api;
        this.schema = schema;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        boolean marked = schema.marked(SalesforceType.of(type))
                && records.stream().noneMatch(record -> record.marker().isEmpty());
        ObjectNode request = request();
        ArrayNode rows = request.putArray("records");
        for (NewRecord record : records) {
            ObjectNode row = row(rows, type);
            // A new record has nothing to empty.
            put(row, record.fields(), false);
            if (marked) {
                row.put(SalesforceSchema.MARKER, record.marker());
            }
        }
        return send(records.size(), () ->
                marked ? api.upsert(type, SalesforceSchema.MARKER, request) : api.create(request));
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        if (updates.isEmpty()) {
            return List.of();
        }
        ObjectNode request = request();
        ArrayNode rows = request.putArray("records");
        for (RecordUpdate update : updates) {
            put(row(rows, type).put("id", update.id()), update.fields(), true);
        }
        return send(updates.size(), () -> api.update(request));
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return send(ids.size(), () -> api.delete(String.join(",", ids), false));
    }

    private static ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("allOrNone", false);
    }

    private static ObjectNode row(ArrayNode rows, String type) {
        ObjectNode row = rows.addObject();
        row.putObject("attributes").put("type", type);
        return row;
    }

    private static void put(ObjectNode row, Map<String, FieldValue> fields, boolean clears) {
        fields.forEach((name, value) -> {
            if (clears || value instanceof FieldValue.Present) {
                SalesforceValues.write(value).ifPresent(json -> row.set(name, json));
            }
        });
    }

    private static List<Answer> send(int rows, Supplier<JsonNode> call) {
        JsonNode body;
        try {
            body = call.get();
        } catch (ConnectorException refused) {
            if (rows == 1 && refused.kind() == FailureKind.REJECTED && refused.failure().status() == 400) {
                return List.of(new Answer.Failed(FailureKind.REJECTED, refused.failure()));
            }
            throw refused;
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            answers.add(answer(body.path(i)));
        }
        return answers;
    }

    private static Answer answer(JsonNode row) {
        if (!row.isObject()) {
            return new Answer.Failed(
                    FailureKind.OUTCOME_UNKNOWN,
                    new Failure(
                            FailureCodes.UNEXPECTED_ANSWER,
                            "Salesforce's answer to the batch does not mention this record",
                            "",
                            "",
                            200));
        }
        return row.path("success").asBoolean()
                ? new Answer.Done(SalesforceId.canonical(row.path("id").asText()), Optional.empty())
                : SalesforceFailures.row(row.path("errors"));
    }
}
