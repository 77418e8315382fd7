package io.bothways.connector.dataverse;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes batches of single requests, each of which answers with the columns that it wrote. A create with a marker names
 * the key of its row itself ({@code If-None-Match: *}), so that one whose answer was lost can be repeated; an update
 * says {@code If-Match: *}, because without it Dataverse would bring a deleted row back as an empty one.
 */
final class DataverseWriter implements RecordWriter, RecordUpsert, RecordDeletion {
    /** What breaks an address that names a row by an alternate key. */
    private static final Pattern BREAKING = Pattern.compile("[/<>*%&:\\\\?+#]");
    private static final int PRECONDITION_FAILED = 412;

    private final DataverseApi api;
    private final DataverseSchema schema;
    private final DataverseReader reader;
    private final Clock clock;

    DataverseWriter(DataverseApi api, DataverseSchema schema, DataverseReader reader, Clock clock) {
        this.api = api;
        this.schema = schema;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        BatchWriting writing = writing(type, records.stream().map(NewRecord::fields).toList());
        for (int at = 0; at < records.size(); at++) {
            NewRecord record = records.get(at);
            boolean marked = !record.marker().isEmpty();
            String address = marked ? writing.set() + "(" + key(record.marker()) + ")" : writing.set();
            writing.add(
                    at,
                    marked ? "PATCH" : "POST",
                    address,
                    marked ? Map.of("If-None-Match", "*") : Map.of(),
                    false,
                    Set.of());
        }
        List<Answer> answers = writing.send();
        // The key was taken already: by this very record, whose answer was lost, or not at all, and another key is.
        Map<Integer, String> taken = new HashMap<>();
        for (int at = 0; at < records.size(); at++) {
            if (writing.status(at) == PRECONDITION_FAILED && !records.get(at).marker().isEmpty()) {
                taken.put(at, key(records.get(at).marker()));
            }
        }
        if (!taken.isEmpty()) {
            Map<String, SourceRecord> there = new HashMap<>();
            Found found = reader.readByIds(type, writing.fields(), taken.values());
            found.records().forEach(record -> there.put(record.id(), record));
            taken.forEach((at, id) -> {
                if (there.containsKey(id)) {
                    answers.set(at, new Answer.Done(id, Optional.of(there.get(id))));
                } else if (found.moved().containsKey(id)) {
                    answers.set(at, new Answer.Moved(found.moved().get(id)));
                }
            });
        }
        return answers;
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        BatchWriting writing = writing(type, updates.stream().map(RecordUpdate::fields).toList());
        for (int at = 0; at < updates.size(); at++) {
            String id = updates.get(at).id();
            if (DataverseReader.isId(id)) {
                writing.add(
                        at, "PATCH", writing.set() + "(" + id + ")", Map.of("If-Match", "*"), true, Set.of());
            } else {
                writing.answer(at, new Answer.Missing());
            }
        }
        return writing.send();
    }

    @Override
    public List<Upserted> upsert(String type, String key, List<NewRecord> records) {
        BatchWriting writing = writing(type, records.stream().map(NewRecord::fields).toList());
        for (int at = 0; at < records.size(); at++) {
            FieldValue value = records.get(at).fields().getOrDefault(key, FieldValue.UNREAD);
            if (value instanceof FieldValue.Present(Value.Text(String text)) && !BREAKING.matcher(text).find()) {
                String address = writing.set() + "(" + key + "='" + encoded(text.replace("'", "''")) + "')";
                // A key in the body would win over the address.
                writing.add(at, "PATCH", address, Map.of(), true, Set.of(key));
            } else {
                writing.answer(at, BatchWriting.refused(
                        "Dataverse cannot address a record by this value of its key", key));
            }
        }
        List<Answer> answers = writing.send();
        List<Upserted> upserted = new ArrayList<>();
        for (int at = 0; at < answers.size(); at++) {
            upserted.add(new Upserted(answers.get(at), writing.status(at) == 201));
        }
        return upserted;
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        BatchWriting writing = writing(type, ids.stream().map(id -> Map.<String, FieldValue>of()).toList());
        for (int at = 0; at < ids.size(); at++) {
            if (DataverseReader.isId(ids.get(at))) {
                writing.delete(at, ids.get(at));
            } else {
                writing.answer(at, new Answer.Missing());
            }
        }
        return writing.send();
    }

    /** The key of the row that a create with this marker makes: always the same. */
    static String key(String marker) {
        return UUID.nameUUIDFromBytes(("bothways/" + marker).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private BatchWriting writing(String type, List<Map<String, FieldValue>> inputs) {
        return new BatchWriting(api, schema, clock, type, inputs);
    }
}
