package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.FieldSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads by id or e-mail from the records themselves; any other key is looked for in the index that lags. */
final class HubSpotReader implements RecordReader, KeyLookup, RecordCount {
    private static final String MERGED_IDS = "hs_merged_object_ids";
    private static final String EMAIL = "email";

    private final HubSpotApi api;
    private final HubSpotSchema schema;
    private final BatchReading batch;

    HubSpotReader(HubSpotApi api, HubSpotSchema schema, BatchReading batch) {
        this.api = api;
        this.schema = schema;
        this.batch = batch;
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        HubSpotType kind = HubSpotType.of(type);
        Map<String, FieldSchema> known = schema.fields(kind, fields);
        Set<String> asked = new LinkedHashSet<>(ids);
        if (asked.isEmpty()) {
            return new Found(List.of(), Set.of(), Map.of(), true);
        }
        List<SourceRecord> records = new ArrayList<>();
        Map<String, String> moved = new HashMap<>();
        Set<String> open = new LinkedHashSet<>(asked);
        for (JsonNode object : batchRead(kind, known.keySet(), asked, Optional.empty())) {
            String id = HubSpotRecords.id(object);
            if (asked.contains(id)) {
                open.remove(id);
                records.add(HubSpotRecords.read(object, known));
            }
            for (String loser : mergedIds(object)) {
                if (open.remove(loser)) {
                    moved.put(loser, id);
                }
            }
        }
        Set<String> missing = new LinkedHashSet<>();
        for (String id : open) {
            survivor(type, id).ifPresentOrElse(survivor -> moved.put(id, survivor), () -> missing.add(id));
        }
        return new Found(records, missing, moved, true);
    }

    /** A record that was merged away is not archived: only a read of its old id leads to the survivor. */
    private Optional<String> survivor(String type, String id) {
        try {
            String found = HubSpotRecords.id(api.read(type, id, MERGED_IDS));
            return found.isEmpty() || found.equals(id) ? Optional.empty() : Optional.of(found);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static List<String> mergedIds(JsonNode object) {
        String ids = HubSpotRecords.text(object, MERGED_IDS);
        return ids.isEmpty() ? List.of() : List.of(ids.split(";"));
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        HubSpotType kind = HubSpotType.of(type);
        Map<String, FieldSchema> known = schema.fields(kind, fields);
        boolean reliable = kind == HubSpotType.CONTACTS && field.equals(EMAIL);
        Map<String, SourceRecord> records = new HashMap<>();
        List<String> wanted = List.copyOf(new LinkedHashSet<>(
                values.stream().map(value -> value.trim().toLowerCase(Locale.ROOT)).toList()));
        for (int start = 0; start < wanted.size(); start += HubSpotProvider.BATCH) {
            List<String> some = wanted.subList(start, Math.min(wanted.size(), start + HubSpotProvider.BATCH));
            List<JsonNode> objects = reliable
                    ? batchRead(kind, known.keySet(), some, Optional.of(EMAIL))
                    : search(type, known.keySet(), field, some);
            objects.forEach(object -> {
                SourceRecord found = HubSpotRecords.read(object, known);
                records.put(found.id(), found);
            });
        }
        return new Found(List.copyOf(records.values()), Set.of(), Map.of(), reliable);
    }

    /** By search, whose total lags behind as its results do. */
    @Override
    public Count count(String type) {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("limit", 1);
        JsonNode answer = api.search(HubSpotType.of(type).path(), query);
        return answer.path("total").isIntegralNumber()
                ? new Count(answer.path("total").asLong(), Quality.ESTIMATE)
                : new Count(0, Quality.UNKNOWN);
    }

    private List<JsonNode> batchRead(
            HubSpotType type, Set<String> fields, Collection<String> ids, Optional<String> idProperty) {
        Set<String> properties = new LinkedHashSet<>(fields);
        properties.add(MERGED_IDS);
        return batch.read(type, properties, ids, idProperty);
    }

    /** IN compares strings in lower case only, whatever their own case (search guide). */
    private List<JsonNode> search(String type, Set<String> fields, String field, List<String> values) {
        List<JsonNode> objects = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ObjectNode query = JsonNodeFactory.instance.objectNode();
            ArrayNode wanted = query.putArray("filterGroups")
                    .addObject()
                    .putArray("filters")
                    .addObject()
                    .put("propertyName", field)
                    .put("operator", "IN")
                    .putArray("values");
            values.forEach(wanted::add);
            ArrayNode properties = query.putArray("properties");
            fields.forEach(properties::add);
            query.put("limit", HubSpotProvider.SEARCH_PAGE);
            after.ifPresent(offset -> query.put("after", offset));
            JsonNode answer = api.search(type, query);
            answer.path("results").forEach(objects::add);
            after = Optional.ofNullable(answer.path("paging").path("next").get("after")).map(JsonNode::asText);
        } while (after.isPresent());
        return objects;
    }
}
