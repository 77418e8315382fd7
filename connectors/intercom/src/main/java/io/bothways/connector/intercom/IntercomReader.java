package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.intercom.IntercomSchema.Fields;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one record per call; looks for keys where the app can, by search in an index that lags where it must. */
final class IntercomReader implements RecordReader, KeyLookup {
    private static final int VALUES_PER_SEARCH = 50;

    private final IntercomApi api;
    private final IntercomSchema schema;
    private final IntercomRecords records;

    IntercomReader(IntercomApi api, IntercomSchema schema, IntercomRecords records) {
        this.api = api;
        this.schema = schema;
        this.records = records;
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        IntercomType kind = IntercomType.of(type);
        Fields known = schema.fields(kind, fields);
        List<SourceRecord> there = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        Map<String, String> moved = new HashMap<>();
        for (String id : new LinkedHashSet<>(ids)) {
            try {
                JsonNode object = read(kind, id);
                if (IntercomRecords.id(object).equals(id)) {
                    there.add(records.read(object, known));
                } else {
                    missing.add(id);
                }
            } catch (ConnectorException failed) {
                if (failed.kind() != FailureKind.NOT_FOUND) {
                    throw failed;
                }
                IntercomFailures.survivor(failed)
                        .ifPresentOrElse(survivor -> moved.put(id, survivor), () -> missing.add(id));
            }
        }
        return new Found(there, missing, moved, true);
    }

    private JsonNode read(IntercomType type, String id) {
        return switch (type) {
            case CONTACTS -> api.contact(id);
            case COMPANIES -> api.company(id);
            case TICKETS -> api.ticket(id);
            case ADMINS -> api.admin(id);
        };
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        IntercomType kind = IntercomType.of(type);
        Fields known = schema.fields(kind, fields);
        List<String> wanted = values.stream().map(String::trim).filter(value -> !value.isEmpty()).distinct().toList();
        return switch (kind) {
            case CONTACTS -> field.equals(IntercomFields.EXTERNAL_ID)
                    ? one(known, wanted, api::contactByExternalId)
                    : search(known, field, wanted);
            case COMPANIES -> switch (field) {
                case IntercomFields.COMPANY_ID -> one(known, wanted, value -> first(api.findCompanies(value, null)));
                // Of several companies of a name the app tells one.
                case IntercomFields.NAME ->
                    unreliable(one(known, wanted, value -> first(api.findCompanies(null, value))));
                default -> new Found(List.of(), Set.of(), Map.of(), false);
            };
            // Tickets have no key of their own.
            case TICKETS -> new Found(List.of(), Set.of(), Map.of(), false);
            case ADMINS -> admins(known, field, wanted);
        };
    }

    private Found one(Fields fields, List<String> values, Function<String, JsonNode> call) {
        Map<String, SourceRecord> found = new LinkedHashMap<>();
        for (String value : values) {
            try {
                JsonNode object = call.apply(value);
                if (!IntercomRecords.id(object).isEmpty()) {
                    found.put(IntercomRecords.id(object), records.read(object, fields));
                }
            } catch (ConnectorException failed) {
                if (failed.kind() != FailureKind.NOT_FOUND) {
                    throw failed;
                }
            }
        }
        return new Found(List.copyOf(found.values()), Set.of(), Map.of(), true);
    }

    /** The company itself, or a list that holds it. */
    private static JsonNode first(JsonNode answer) {
        return answer.path("data").isArray() ? answer.path("data").path(0) : answer;
    }

    private static Found unreliable(Found found) {
        return new Found(found.records(), Set.of(), Map.of(), false);
    }

    private Found search(Fields fields, String field, List<String> values) {
        Fields key = schema.fields(IntercomType.CONTACTS, Set.of(field));
        if (!key.has(field)) {
            return new Found(List.of(), Set.of(), Map.of(), true);
        }
        List<String> written = field.equals(IntercomFields.EMAIL)
                ? values.stream().map(value -> value.toLowerCase(Locale.ROOT)).distinct().toList()
                : values;
        Map<String, SourceRecord> found = new LinkedHashMap<>();
        for (int start = 0; start < written.size(); start += VALUES_PER_SEARCH) {
            List<String> some = written.subList(start, Math.min(written.size(), start + VALUES_PER_SEARCH));
            Optional<String> after = Optional.empty();
            do {
                JsonNode answer = api.searchContacts(query(field, some, after));
                IntercomListing.listed(answer, "data").forEach(contact ->
                        found.put(IntercomRecords.id(contact), records.read(contact, fields)));
                after = IntercomListing.next(answer);
            } while (after.isPresent());
        }
        return new Found(List.copyOf(found.values()), Set.of(), Map.of(), false);
    }

    private static ObjectNode query(String field, List<String> values, Optional<String> after) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ObjectNode filter = query.putObject("query").put("field", field);
        if (values.size() == 1) {
            filter.put("operator", "=").put("value", values.getFirst());
        } else {
            filter.put("operator", "IN");
            ArrayNode any = filter.putArray("value");
            values.forEach(any::add);
        }
        ObjectNode pagination = query.putObject("pagination").put("per_page", IntercomProvider.PAGE);
        after.ifPresent(goOn -> pagination.put("starting_after", goOn));
        return query;
    }

    private Found admins(Fields fields, String field, List<String> values) {
        List<SourceRecord> found = new ArrayList<>();
        for (JsonNode admin : IntercomListing.listed(api.admins(), "admins")) {
            if (values.stream().anyMatch(value -> value.equalsIgnoreCase(admin.path(field).asText()))) {
                found.add(records.read(admin, fields));
            }
        }
        return new Found(found, Set.of(), Map.of(), true);
    }
}
