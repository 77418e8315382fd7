package io.bothways.connector.salesforce;

import static io.bothways.connector.salesforce.SalesforceRecords.ID;
import static io.bothways.connector.salesforce.SalesforceRecords.STAMP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.record.FieldSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that are read of a type's records. A query stands in an address, which ends at some 16,000 characters;
 * where the names are longer, queries ask for ids alone and the records are retrieved, whose fields stand in a body.
 */
record Selection(SalesforceType type, Map<String, FieldSchema> fields) {
    /** Leaves as much for the conditions of a query. */
    private static final int MOST_CHARACTERS = 6_000;
    private static final int ENCODED_COMMA = 3;

    boolean wide() {
        return fields.keySet().stream().mapToInt(name -> name.length() + ENCODED_COMMA).sum() > MOST_CHARACTERS;
    }

    /** The head of a query; no field may stand twice in it. */
    String select(String... always) {
        Set<String> names = names(always);
        if (!wide()) {
            names.addAll(fields.keySet());
        }
        return "SELECT " + String.join(",", names) + " FROM " + type.apiName();
    }

    /** The records of a query's rows; one that went away meanwhile is left out. */
    List<SourceRecord> records(SalesforceApi api, List<JsonNode> rows) {
        return wide()
                ? retrieve(api, rows.stream().map(SalesforceRecords::id).toList())
                : rows.stream().map(row -> SalesforceRecords.read(row, fields)).toList();
    }

    /** The records with these ids that are there, at most {@link SalesforceProvider#RETRIEVE}. */
    List<SourceRecord> retrieve(SalesforceApi api, Collection<String> ids) {
        List<SourceRecord> records = new ArrayList<>();
        if (!ids.isEmpty()) {
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            ArrayNode wanted = request.putArray("ids");
            ids.forEach(wanted::add);
            ArrayNode names = request.putArray("fields");
            Set<String> all = names();
            all.addAll(fields.keySet());
            all.forEach(names::add);
            for (JsonNode row : api.retrieve(type.apiName(), request)) {
                if (row.isObject()) {
                    records.add(SalesforceRecords.read(row, fields));
                }
            }
        }
        return records;
    }

    private static Set<String> names(String... always) {
        Set<String> names = new LinkedHashSet<>(List.of(ID, STAMP));
        names.addAll(List.of(always));
        return names;
    }
}
