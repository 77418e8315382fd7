package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.pipedrive.PipedriveField.Shape;
import io.bothways.connector.pipedrive.PipedriveType.Part;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads by id from the records themselves; keys are looked for in the index that lags. Nothing that can be read says
 * where a merged record lives on: only the webhook of its deletion does.
 */
final class PipedriveReader implements RecordReader, KeyLookup {
    /** A shorter term is refused. */
    private static final int SHORTEST_TERM = 2;
    /** What the search calls our fields; all custom ones together. */
    private static final Map<String, String> SEARCHED =
            Map.of("emails", "email", "phones", "phone", "name", "name", "title", "title");

    private final PipedriveApi api;
    private final PipedriveRecords records;
    private final PipedriveSchema schema;

    PipedriveReader(PipedriveApi api, PipedriveRecords records, PipedriveSchema schema) {
        this.api = api;
        this.records = records;
        this.schema = schema;
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        PipedriveType kind = PipedriveType.of(type);
        Map<String, PipedriveField> known = schema.fields(kind, fields);
        Map<String, SourceRecord> found = new LinkedHashMap<>();
        List<String> asked = new LinkedHashSet<>(ids).stream().filter(kind::isId).toList();
        if (kind != PipedriveType.LEADS) {
            listed(kind, known, asked).forEach(record -> found.put(record.id(), record));
        }
        // The list leaves out archived deals, and leads have none that can be asked by id.
        if (kind.parts().contains(Part.ARCHIVED)) {
            for (String id : asked) {
                if (!found.containsKey(id)) {
                    records.one(kind, id)
                            .map(record -> PipedriveRecords.read(record, known))
                            .ifPresent(record -> found.put(id, record));
                }
            }
        }
        Set<String> missing = new LinkedHashSet<>(ids);
        missing.removeAll(found.keySet());
        return new Found(List.copyOf(found.values()), missing, Map.of(), true);
    }

    /** Ids that are not there are left out silently. */
    private List<SourceRecord> listed(PipedriveType kind, Map<String, PipedriveField> known, List<String> ids) {
        List<SourceRecord> listed = new ArrayList<>();
        for (int start = 0; start < ids.size(); start += PipedriveProvider.BATCH) {
            List<String> some = ids.subList(start, Math.min(ids.size(), start + PipedriveProvider.BATCH));
            JsonNode answer = api.list(
                    kind.path(),
                    PipedriveProvider.BATCH,
                    null,
                    null,
                    null,
                    null,
                    String.join(",", some),
                    null,
                    records.customFields(known));
            for (JsonNode record : PipedriveRecords.data(answer)) {
                if (!record.path("is_deleted").asBoolean() && some.contains(PipedriveRecords.id(record))) {
                    listed.add(PipedriveRecords.read(record, known));
                }
            }
        }
        return listed;
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        PipedriveType kind = PipedriveType.of(type);
        Optional<PipedriveField> key = Optional.ofNullable(schema.fields(kind, Set.of(field)).get(field));
        Optional<String> searched = key.flatMap(PipedriveReader::searched);
        if (searched.isEmpty()) {
            return new Found(List.of(), Set.of(), Map.of(), false);
        }
        Set<String> ids = new LinkedHashSet<>();
        Set<String> terms = new LinkedHashSet<>();
        values.stream().map(String::strip).filter(term -> term.length() >= SHORTEST_TERM).forEach(terms::add);
        terms.forEach(term -> search(kind, searched.get(), term, ids));
        Set<String> wanted = new LinkedHashSet<>(fields);
        wanted.add(field);
        List<SourceRecord> found = readByIds(type, wanted, ids).records().stream()
                // A custom field is looked for in all of them.
                .filter(record -> !key.get().custom() || holds(record.fields().get(field), terms))
                .toList();
        return new Found(found, Set.of(), Map.of(), false);
    }

    private static Optional<String> searched(PipedriveField field) {
        if (field.custom()) {
            return field.shape() == Shape.PLAIN ? Optional.of("custom_fields") : Optional.empty();
        }
        return Optional.ofNullable(SEARCHED.get(field.code()));
    }

    private void search(PipedriveType kind, String field, String term, Set<String> ids) {
        @Nullable String cursor = null;
        do {
            JsonNode answer = api.search(kind.path(), term, field, true, PipedriveProvider.BATCH, cursor);
            for (JsonNode hit : PipedriveRecords.data(answer).path("items")) {
                ids.add(PipedriveRecords.id(hit.path("item")));
            }
            cursor = PipedriveRecords.next(answer).orElse(null);
        } while (cursor != null);
    }

    private static boolean holds(@Nullable FieldValue value, Set<String> terms) {
        String text = switch (value) {
            case FieldValue.Present(Value.Text(String held)) -> held;
            case FieldValue.Present(Value.Decimal decimal) -> decimal.number().toPlainString();
            case FieldValue.Present(Value.Option(String name)) -> name;
            case null, default -> "";
        };
        return terms.stream().anyMatch(text::equalsIgnoreCase);
    }
}
