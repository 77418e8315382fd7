package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads records as queries and retrieves give them. */
final class SalesforceRecords {
    static final String ID = "Id";
    static final String STAMP = "SystemModstamp";
    static final String DELETED = "IsDeleted";
    static final String MASTER = "MasterRecordId";

    private SalesforceRecords() {}

    static SourceRecord read(JsonNode row, Map<String, FieldSchema> fields) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, SalesforceValues.read(field, row.path(name))));
        return new SourceRecord(id(row), values, version(row));
    }

    static String id(JsonNode row) {
        return SalesforceId.canonical(row.path(ID).asText());
    }

    static long version(JsonNode row) {
        return SalesforceValues.stamp(row.path(STAMP));
    }

    /** No field may stand twice in a query. */
    static Set<String> selected(Collection<String> fields, String... always) {
        Set<String> selected = new LinkedHashSet<>(List.of(always));
        selected.addAll(fields);
        return selected;
    }
}
