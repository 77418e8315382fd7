package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a contact's primary company, which HubSpot shows as a property but changes only as an association. Setting one
 * takes the label "primary" from the company before and leaves that company associated.
 */
final class PrimaryCompanies {
    private static final String CONTACTS = HubSpotType.CONTACTS.path();
    private static final String COMPANIES = HubSpotType.COMPANIES.path();
    private static final int PRIMARY = 1;

    private final HubSpotApi api;

    PrimaryCompanies(HubSpotApi api) {
        this.api = api;
    }

    /** The association that a create carries with it. */
    static ObjectNode association(String company) {
        ObjectNode association = JsonNodeFactory.instance.objectNode();
        association.putObject("to").put("id", company);
        primary(association.putArray("types"));
        return association;
    }

    private static void primary(ArrayNode types) {
        types.addObject().put("associationCategory", "HUBSPOT_DEFINED").put("associationTypeId", PRIMARY);
    }

    /** The company that a field names; empty for none. */
    static String company(FieldValue field) {
        if (field instanceof FieldValue.Present(Value value)) {
            return HubSpotValues.write(FieldValue.of(value)).orElse("");
        }
        return "";
    }

    /**
     * Sets or removes the primary companies of up to a batch of contacts.
     *
     * @param wanted contact id to company id, empty to remove
     * @return contacts for which that failed
     */
    Map<String, Answer> write(Map<String, String> wanted) {
        Map<String, Answer> failed = new HashMap<>();
        Map<String, String> set = new LinkedHashMap<>();
        Set<String> remove = new HashSet<>();
        wanted.forEach((contact, company) -> {
            if (company.isEmpty()) {
                remove.add(contact);
            } else {
                set.put(contact, company);
            }
        });
        attempt(set.keySet(), failed, () -> associate(set, failed));
        attempt(remove, failed, () -> dissociate(current(remove)));
        return failed;
    }

    /** The properties are written by now: a failure of the call is one of these contacts, not of the batch. */
    private static void attempt(Set<String> contacts, Map<String, Answer> failed, Runnable call) {
        if (contacts.isEmpty()) {
            return;
        }
        try {
            call.run();
        } catch (ConnectorException refused) {
            FailureKind kind = refused.kind() == FailureKind.NOT_FOUND ? FailureKind.REJECTED : refused.kind();
            contacts.forEach(contact -> failed.put(contact, new Answer.Failed(kind, refused.failure())));
        }
    }

    private void associate(Map<String, String> companies, Map<String, Answer> failed) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = request.putArray("inputs");
        companies.forEach((contact, company) -> {
            ObjectNode input = inputs.addObject();
            input.putObject("from").put("id", contact);
            input.putObject("to").put("id", company);
            primary(input.putArray("types"));
        });
        JsonNode answer = api.associate(CONTACTS, COMPANIES, request);
        Set<String> done = new HashSet<>();
        answer.path("results").forEach(result -> done.add(result.path("fromObjectId").asText()));
        for (JsonNode error : answer.path("errors")) {
            Answer refused = new Answer.Failed(
                    FailureKind.REJECTED, HubSpotFailures.entry(error).failure());
            Set<String> named = ids(error.path("context"));
            companies.forEach((contact, company) -> {
                if (!done.contains(contact)
                        && (named.isEmpty() || named.contains(contact) || named.contains(company))) {
                    failed.put(contact, refused);
                }
            });
        }
    }

    /** The contacts or companies that an error is about. */
    private static Set<String> ids(JsonNode context) {
        Set<String> ids = new HashSet<>();
        for (String member : List.of("ids", "fromObjectId", "toObjectId")) {
            context.path(member).forEach(id -> ids.add(id.asText()));
        }
        return ids;
    }

    private void dissociate(Map<String, String> companies) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = request.putArray("inputs");
        companies.forEach((contact, company) -> {
            if (!company.isEmpty()) {
                ObjectNode input = inputs.addObject();
                input.putObject("from").put("id", contact);
                input.putArray("to").addObject().put("id", company);
            }
        });
        if (!inputs.isEmpty()) {
            api.dissociate(CONTACTS, COMPANIES, request);
        }
    }

    /** The primary companies that contacts have now, empty for none; contacts that are not there are left out. */
    Map<String, String> current(Collection<String> contacts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putArray("properties").add(HubSpotType.COMPANY_REFERENCE);
        ArrayNode inputs = request.putArray("inputs");
        contacts.forEach(contact -> inputs.addObject().put("id", contact));
        Map<String, String> current = new HashMap<>();
        api.batchRead(CONTACTS, request)
                .path("results")
                .forEach(object -> current.put(
                        HubSpotRecords.id(object), HubSpotRecords.text(object, HubSpotType.COMPANY_REFERENCE)));
        return current;
    }
}
