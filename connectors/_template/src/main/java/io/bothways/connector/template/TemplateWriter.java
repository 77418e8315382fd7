package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes one record per call: the app has no batches. The answer tells what the record now holds. */
final class TemplateWriter implements RecordWriter, RecordDeletion {
    private final TemplateApi api;
    private final TemplateSchema schema;

    TemplateWriter(TemplateApi api, TemplateSchema schema) {
        this.api = api;
        this.schema = schema;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        return records.stream()
                .map(record -> answer(() ->
                        done(type, record.fields(), api.create(type, body(record.fields(), false)))))
                .toList();
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        return updates.stream()
                .map(update -> answer(() -> done(
                        type, update.fields(), api.update(type, update.id(), body(update.fields(), true)))))
                .toList();
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        return ids.stream()
                .map(id -> answer(() -> {
                    api.delete(type, id);
                    return new Answer.Done(id, Optional.empty());
                }))
                .toList();
    }

    /** A new record has nothing to empty. */
    private static ObjectNode body(Map<String, FieldValue> fields, boolean clears) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, field) -> {
            switch (field) {
                case FieldValue.Present(Value value) -> body.set(name, TemplateValues.write(value));
                case FieldValue.Cleared() -> {
                    if (clears) {
                        body.putNull(name);
                    }
                }
                case FieldValue.Unread() -> { }
            }
        });
        return body;
    }

    private Answer done(String type, Map<String, FieldValue> sent, JsonNode written) {
        SourceRecord told = TemplateValues.record(written, schema.fields(type, sent.keySet()));
        return new Answer.Done(told.id(), Optional.of(told));
    }

    /** What is about this record is its answer; everything else fails the call. */
    private static Answer answer(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (ConnectorException failed) {
            boolean aboutTheRecord = failed.kind() == FailureKind.NOT_FOUND
                    || failed.kind() == FailureKind.REJECTED
                            && !failed.failure().code().equals(FailureCodes.PERMISSION_MISSING);
            if (aboutTheRecord) {
                return Answer.of(failed.detail(), failed.detail().existing());
            }
            throw failed;
        }
    }
}
