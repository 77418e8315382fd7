package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes collections. Where the organisation has the marker field, a create is an upsert by its marker, which may be
 * repeated.
 */
final class SalesforceWriter implements RecordWriter, RecordUpsert, RecordDeletion {
    private final SalesforceSchema schema;
    private final SObjectCollections collections;
    private final PrimaryContacts contacts;

    SalesforceWriter(SalesforceSchema schema, SObjectCollections collections, PrimaryContacts contacts) {
        this.schema = schema;
        this.collections = collections;
        this.contacts = contacts;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        SalesforceType kind = SalesforceType.of(type);
        boolean marked =
                schema.marked(kind) && records.stream().noneMatch(record -> record.marker().isEmpty());
        List<ObjectNode> rows = new ArrayList<>();
        for (NewRecord record : records) {
            // A new record has nothing to empty.
            ObjectNode row = row(record.fields(), false);
            if (marked) {
                row.put(SalesforceSchema.MARKER, record.marker());
            }
            rows.add(row);
        }
        return marked
                ? SObjectCollections.answers(upsertRows(kind, SalesforceSchema.MARKER, rows))
                : collections.create(type, rows);
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        SalesforceType kind = SalesforceType.of(type);
        List<Answer> answers = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            RecordUpdate update = updates.get(i);
            ObjectNode row = withoutContact(kind, row(update.fields(), true));
            answers.add(new Answer.Done(update.id(), Optional.empty()));
            if (!row.isEmpty()) {
                rows.add(row.put(SObjectCollections.ID, update.id()));
                plain.add(i);
            }
        }
        List<Answer> written = collections.update(type, rows);
        for (int i = 0; i < plain.size(); i++) {
            answers.set(plain.get(i), written.get(i));
        }
        return withContacts(kind, updates.stream().map(RecordUpdate::fields).toList(), answers);
    }

    @Override
    public List<Upserted> upsert(String type, String key, List<NewRecord> records) {
        SalesforceType kind = SalesforceType.of(type);
        List<ObjectNode> rows = records.stream()
                .map(record -> withoutContact(kind, row(record.fields(), true)))
                .toList();
        List<Upserted> upserted = upsertRows(kind, key, rows);
        List<Answer> answers = withContacts(
                kind, records.stream().map(NewRecord::fields).toList(), SObjectCollections.answers(upserted));
        List<Upserted> told = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            told.add(new Upserted(answers.get(i), upserted.get(i).created()));
        }
        return told;
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        return collections.delete(ids);
    }

    /** A record that is there already refuses fields that only a new one takes, and is written without them. */
    private List<Upserted> upsertRows(SalesforceType kind, String key, List<ObjectNode> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Upserted> answers = new ArrayList<>(collections.upsert(kind.apiName(), key, rows));
        Set<String> onlyNew = schema.onlyNew(kind);
        List<Integer> there = new ArrayList<>();
        List<ObjectNode> rest = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean refused = answers.get(i).answer() instanceof Answer.Failed failed
                    && failed.failure().code().equals(FailureCodes.READ_ONLY_FIELD);
            if (refused && onlyNew.stream().anyMatch(rows.get(i)::has)) {
                there.add(i);
                rest.add(rows.get(i).deepCopy().without(onlyNew));
            }
        }
        List<Upserted> again = collections.upsert(kind.apiName(), key, rest);
        for (int i = 0; i < there.size(); i++) {
            answers.set(there.get(i), again.get(i));
        }
        return answers;
    }

    private List<Answer> withContacts(SalesforceType kind, List<Map<String, FieldValue>> sent, List<Answer> answers) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            FieldValue contact = contact(kind, sent.get(i));
            if (answers.get(i) instanceof Answer.Done done && !(contact instanceof FieldValue.Unread)) {
                wanted.put(done.id(), PrimaryContacts.contact(contact));
            }
        }
        Map<String, Answer> failed = contacts.write(wanted);
        return answers.stream()
                .map(answer -> answer instanceof Answer.Done done ? failed.getOrDefault(done.id(), answer) : answer)
                .toList();
    }

    private static FieldValue contact(SalesforceType kind, Map<String, FieldValue> fields) {
        return kind.isPrimaryContact(SalesforceType.PRIMARY_CONTACT)
                ? fields.getOrDefault(SalesforceType.PRIMARY_CONTACT, FieldValue.UNREAD)
                : FieldValue.UNREAD;
    }

    private static ObjectNode withoutContact(SalesforceType kind, ObjectNode row) {
        if (kind.isPrimaryContact(SalesforceType.PRIMARY_CONTACT)) {
            row.remove(SalesforceType.PRIMARY_CONTACT);
        }
        return row;
    }

    private static ObjectNode row(Map<String, FieldValue> fields, boolean clears) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            if (clears || value instanceof FieldValue.Present) {
                SalesforceValues.write(value).ifPresent(json -> row.set(name, json));
            }
        });
        return row;
    }
}
