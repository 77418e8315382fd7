package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
