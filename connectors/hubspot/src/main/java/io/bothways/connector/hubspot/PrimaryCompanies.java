package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.hubspot.HubSpotType.CompanyReference;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordRelations.Relation;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A record's primary company: a property of the record for reading, an association for writing. Removing it removes the
 * association, not only its label: the field is empty only then.
 */
final class PrimaryCompanies {
    private static final String COMPANIES = HubSpotType.COMPANIES.path();

    private final HubSpotApi api;

    PrimaryCompanies(HubSpotApi api) {
        this.api = api;
    }

    /** The association that a create carries with it. */
    static ObjectNode association(CompanyReference reference, String company) {
        ObjectNode association = JsonNodeFactory.instance.objectNode();
        association.putObject("to").put("id", company);
        primary(reference, association.putArray("types"));
        return association;
    }

    private static void primary(CompanyReference reference, ArrayNode types) {
        types.addObject()
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", reference.association());
    }

    /** The company that a field names; empty for none. */
    static String company(FieldValue field) {
        if (field instanceof FieldValue.Present(Value value)) {
            return HubSpotValues.write(FieldValue.of(value)).orElse("");
        }
        return "";
    }

    /**
     * Sets or removes the primary companies of up to a batch of records.
     *
     * @param wanted record id to company id, empty to remove
     * @return records for which that failed
     */
    Map<String, Answer> write(HubSpotType type, Map<String, String> wanted) {
        Map<String, Answer> failed = new HashMap<>();
        Map<String, String> set = new LinkedHashMap<>();
        Set<String> remove = new HashSet<>();
        wanted.forEach((id, company) -> {
            if (company.isEmpty()) {
                remove.add(id);
            } else {
                set.put(id, company);
            }
        });
        attempt(set.keySet(), failed, () -> associate(type, set, failed));
        attempt(remove, failed, () -> dissociate(type, present(type, remove)));
        return failed;
    }

    /**
     * Removes just these associations; those that are not there are passed over.
     *
     * @return records for which that failed
     */
    Map<String, Answer> remove(HubSpotType type, List<Relation> relations) {
        Map<String, Answer> failed = new HashMap<>();
        Set<String> ids = relations.stream().map(Relation::from).collect(Collectors.toSet());
        attempt(ids, failed, () -> dissociate(type, relations));
        return failed;
    }

    /** The properties are written by now: a failure of the call is one of these records, not of the batch. */
    private static void attempt(Set<String> ids, Map<String, Answer> failed, Runnable call) {
        if (ids.isEmpty()) {
            return;
        }
        try {
            call.run();
        } catch (ConnectorException refused) {
            FailureKind kind = refused.kind() == FailureKind.NOT_FOUND ? FailureKind.REJECTED : refused.kind();
            ids.forEach(id -> failed.put(id, new Answer.Failed(kind, refused.failure())));
        }
    }

    private void associate(HubSpotType type, Map<String, String> companies, Map<String, Answer> failed) {
        CompanyReference reference = type.company().orElseThrow();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = request.putArray("inputs");
        companies.forEach((id, company) -> {
            ObjectNode input = inputs.addObject();
            input.putObject("from").put("id", id);
            input.putObject("to").put("id", company);
            primary(reference, input.putArray("types"));
        });
        JsonNode answer = api.associate(type.path(), COMPANIES, request);
        Set<String> done = new HashSet<>();
        answer.path("results").forEach(result -> done.add(result.path("fromObjectId").asText()));
        for (JsonNode error : answer.path("errors")) {
            Answer refused = new Answer.Failed(
                    FailureKind.REJECTED, HubSpotFailures.entry(error).failure());
            Set<String> named = ids(error.path("context"));
            companies.forEach((id, company) -> {
                if (!done.contains(id) && (named.isEmpty() || named.contains(id) || named.contains(company))) {
                    failed.put(id, refused);
                }
            });
        }
    }

    /** The records or companies that an error is about. */
    private static Set<String> ids(JsonNode context) {
        Set<String> ids = new HashSet<>();
        for (String member : List.of("ids", "fromObjectId", "toObjectId")) {
            context.path(member).forEach(id -> ids.add(id.asText()));
        }
        return ids;
    }

    private void dissociate(HubSpotType type, List<Relation> relations) {
        if (relations.isEmpty()) {
            return;
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = request.putArray("inputs");
        for (Relation relation : relations) {
            ObjectNode input = inputs.addObject();
            input.putObject("from").put("id", relation.from());
            input.putArray("to").addObject().put("id", relation.to().id());
        }
        api.dissociate(type.path(), COMPANIES, request);
    }

    private List<Relation> present(HubSpotType type, Collection<String> ids) {
        return current(type, ids).entrySet().stream()
                .filter(company -> !company.getValue().isEmpty())
                .map(company -> new Relation(company.getKey(), new Value.Reference(COMPANIES, company.getValue())))
                .toList();
    }

    /** The primary companies that records have now, empty for none; records that are not there are left out. */
    Map<String, String> current(HubSpotType type, Collection<String> ids) {
        String property = type.company().orElseThrow().property();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putArray("properties").add(property);
        ArrayNode inputs = request.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        Map<String, String> current = new HashMap<>();
        api.batchRead(type.path(), request)
                .path("results")
                .forEach(object -> current.put(HubSpotRecords.id(object), HubSpotRecords.text(object, property)));
        return current;
    }
}
