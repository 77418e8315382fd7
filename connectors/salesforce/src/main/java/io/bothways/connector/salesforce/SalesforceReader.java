package io.bothways.connector.salesforce;

import static io.bothways.connector.salesforce.SalesforceRecords.MASTER;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the database of the organisation; nothing here comes from an index that lags. */
final class SalesforceReader implements RecordReader, KeyLookup, RecordCount {
    /** A query stands in an address of at most 16 KB. */
    private static final int IDS_PER_QUERY = 500;
    /** A survivor may have been merged away itself. */
    private static final int MERGES_IN_A_ROW = 10;

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
        SalesforceType kind = SalesforceType.of(type);
        Selection selection = new Selection(kind, schema.fields(kind, fields));
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
        List<SourceRecord> records = selection.retrieve(api, asked.keySet()).stream()
                .filter(record -> asked.remove(record.id()) != null)
                .toList();
        Map<String, String> moved = new HashMap<>();
        if (schema.merges(kind)) {
            survivors(type, asked.keySet())
                    .forEach((loser, survivor) ->
                            Optional.ofNullable(asked.remove(loser)).ifPresent(id -> moved.put(id, survivor)));
        }
        missing.addAll(asked.values());
        return new Found(records, missing, moved, true);
    }

    /** A record that was merged away is deleted and names its survivor; from one to the next, to the last. */
    private Map<String, String> survivors(String type, Collection<String> losers) {
        Map<String, String> masters = masters(type, losers);
        Set<String> open = new LinkedHashSet<>(masters.values());
        for (int merges = 1; merges < MERGES_IN_A_ROW && !open.isEmpty(); merges++) {
            open.removeAll(masters.keySet());
            Map<String, String> further = masters(type, open);
            masters.putAll(further);
            open = new LinkedHashSet<>(further.values());
        }
        Map<String, String> survivors = new HashMap<>();
        for (String loser : losers) {
            String survivor = masters.get(loser);
            for (int merges = 1; merges < MERGES_IN_A_ROW && masters.containsKey(survivor); merges++) {
                survivor = masters.get(survivor);
            }
            if (survivor != null) {
                survivors.put(loser, survivor);
            }
        }
        return survivors;
    }

    private Map<String, String> masters(String type, Collection<String> losers) {
        Map<String, String> masters = new HashMap<>();
        List<String> ids = List.copyOf(losers);
        for (int start = 0; start < ids.size(); start += IDS_PER_QUERY) {
            List<String> some = ids.subList(start, Math.min(ids.size(), start + IDS_PER_QUERY));
            String query = "SELECT Id," + MASTER + " FROM " + type + " WHERE " + MASTER + " != null AND Id IN "
                    + SoqlLiterals.ids(some);
            api.queryAll(query).path("records").forEach(row -> {
                String master = row.path(MASTER).asText("");
                if (SalesforceId.isId(master)) {
                    masters.put(SalesforceRecords.id(row), SalesforceId.canonical(master));
                }
            });
        }
        return masters;
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        SalesforceType kind = SalesforceType.of(type);
        Selection selection = new Selection(kind, schema.fields(kind, fields));
        Optional<ValueType> keyType = field.equals(SalesforceSchema.MARKER)
                ? Optional.of(ValueType.TEXT)
                : Optional.ofNullable(schema.fields(kind, Set.of(field)).get(field)).map(FieldSchema::type);
        if (keyType.isEmpty()) {
            // The name goes into a query; and what has no such field has no record with it.
            return new Found(List.of(), Set.of(), Map.of(), true);
        }
        Map<String, SourceRecord> records = new HashMap<>();
        String live = kind.live().isEmpty() ? "" : kind.live() + " AND ";
        for (String some : SoqlLiterals.lists(keyType.get(), values)) {
            List<JsonNode> rows = new ArrayList<>();
            pages.each(api.query(selection.select() + " WHERE " + live + field + " IN " + some), rows::add);
            for (int start = 0; start < rows.size(); start += SalesforceProvider.RETRIEVE) {
                int end = Math.min(rows.size(), start + SalesforceProvider.RETRIEVE);
                selection.records(api, rows.subList(start, end)).forEach(found -> records.put(found.id(), found));
            }
        }
        return new Found(List.copyOf(records.values()), Set.of(), Map.of(), true);
    }

    /** Of what a listing shows. */
    @Override
    public Count count(String type) {
        SalesforceType kind = SalesforceType.of(type);
        String conditions = kind.live().isEmpty() ? "" : " WHERE " + kind.live();
        JsonNode total = api.query("SELECT COUNT() FROM " + kind.apiName() + conditions).path("totalSize");
        return total.isIntegralNumber()
                ? new Count(total.asLong(), Quality.EXACT)
                : new Count(0, Quality.UNKNOWN);
    }
}
