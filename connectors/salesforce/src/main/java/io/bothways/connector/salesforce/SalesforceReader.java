package io.bothways.connector.salesforce;

import static io.bothways.connector.salesforce.SalesforceRecords.ID;
import static io.bothways.connector.salesforce.SalesforceRecords.MASTER;
import static io.bothways.connector.salesforce.SalesforceRecords.STAMP;
import static io.bothways.connector.salesforce.SalesforceRecords.selected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.FieldSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the database of the organisation; nothing here comes from an index that lags. */
final class SalesforceReader implements RecordReader, KeyLookup {
    /** A query stands in an address of at most 16 KB. */
    private static final int IDS_PER_QUERY = 500;

    private static final int KEY_CHARACTERS = 8_000;

    private final SalesforceApi api;
    private final QueryPages pages;
    private final SalesforceSchema schema;

    SalesforceReader(SalesforceApi api, SalesforceSchema schema) {
        this.api = api;
        this.pages = new QueryPages(api);
        this.schema = schema;
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        Map<String, FieldSchema> known = schema.fields(SalesforceType.of(type), fields);
        Map<String, String> asked = new HashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String id : ids) {
            if (SalesforceId.isId(id)) {
                asked.put(SalesforceId.canonical(id), id);
            } else {
                // One malformed id would fail the whole call.
                missing.add(id);
            }
        }
        List<SourceRecord> records = new ArrayList<>();
        if (!asked.isEmpty()) {
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            ArrayNode wanted = request.putArray("ids");
            asked.keySet().forEach(wanted::add);
            ArrayNode names = request.putArray("fields");
            selected(known.keySet(), ID, STAMP).forEach(names::add);
            for (JsonNode row : api.retrieve(type, request)) {
                if (row.isObject() && asked.remove(SalesforceRecords.id(row)) != null) {
                    records.add(SalesforceRecords.read(row, known));
                }
            }
        }
        Map<String, String> moved = new HashMap<>();
        survivors(type, List.copyOf(asked.keySet()))
                .forEach((loser, survivor) ->
                        Optional.ofNullable(asked.remove(loser)).ifPresent(id -> moved.put(id, survivor)));
        missing.addAll(asked.values());
        return new Found(records, missing, moved, true);
    }

    /** A record that was merged away is deleted and names its survivor. */
    private Map<String, String> survivors(String type, List<String> ids) {
        Map<String, String> survivors = new HashMap<>();
        for (int start = 0; start < ids.size(); start += IDS_PER_QUERY) {
            String some = ids.subList(start, Math.min(ids.size(), start + IDS_PER_QUERY)).stream()
                    .map(id -> "'" + id + "'")
                    .collect(Collectors.joining(","));
            String query = "SELECT Id, " + MASTER + " FROM " + type + " WHERE " + MASTER + " != null AND Id IN ("
                    + some + ")";
            for (JsonNode row : api.queryAll(query).path("records")) {
                String survivor = row.path(MASTER).asText("");
                if (SalesforceId.isId(survivor)) {
                    survivors.put(SalesforceRecords.id(row), SalesforceId.canonical(survivor));
                }
            }
        }
        return survivors;
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        SalesforceType kind = SalesforceType.of(type);
        Map<String, FieldSchema> known = schema.fields(kind, fields);
        if (!field.equals(SalesforceSchema.MARKER)
                && schema.fields(kind, Set.of(field)).isEmpty()) {
            // The name goes into a query; and what has no such field has no record with it.
            return new Found(List.of(), Set.of(), Map.of(), true);
        }
        Map<String, SourceRecord> records = new HashMap<>();
        String select = "SELECT " + String.join(", ", selected(known.keySet(), ID, STAMP)) + " FROM " + type
                + " WHERE " + field + " IN (";
        for (String some : literals(values)) {
            JsonNode answer = api.query(select + some + ")");
            while (true) {
                answer.path("records").forEach(row -> {
                    SourceRecord found = SalesforceRecords.read(row, known);
                    records.put(found.id(), found);
                });
                Optional<String> next = QueryPages.next(answer);
                if (next.isEmpty()) {
                    break;
                }
                answer = pages.follow(next.get());
            }
        }
        return new Found(List.copyOf(records.values()), Set.of(), Map.of(), true);
    }

    /** Quoted values, joined to as few lists as fit into an address. */
    private static List<String> literals(Collection<String> values) {
        List<String> lists = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        for (String value : new LinkedHashSet<>(values)) {
            String literal = "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
                    + "'";
            if (!list.isEmpty() && list.length() + literal.length() > KEY_CHARACTERS) {
                lists.add(list.toString());
                list.setLength(0);
            }
            list.append(list.isEmpty() ? "" : ",").append(literal);
        }
        if (!list.isEmpty()) {
            lists.add(list.toString());
        }
        return lists;
    }
}
