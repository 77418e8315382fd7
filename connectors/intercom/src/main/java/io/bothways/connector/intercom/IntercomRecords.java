package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.intercom.IntercomSchema.Fields;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads contacts, companies and teammates from the trees that answers are. */
final class IntercomRecords {
    private static final int COMPANIES_PAGE = 50;

    private final IntercomApi api;

    IntercomRecords(IntercomApi api) {
        this.api = api;
    }

    List<SourceRecord> readAll(JsonNode list, Fields fields) {
        List<SourceRecord> records = new ArrayList<>();
        list.forEach(object -> records.add(read(object, fields)));
        return records;
    }

    /** A record with all of the fields; only of a contact with more than ten companies these are asked for. */
    SourceRecord read(JsonNode object, Fields fields) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        fields.byName().forEach((name, field) -> {
            if (!IntercomFields.isAttached(fields.type(), name)) {
                values.put(name, IntercomValues.read(field, raw(object, name, fields)));
            }
        });
        if (fields.has(IntercomFields.COMPANY) || fields.has(IntercomFields.COMPANIES)) {
            putCompanies(object, fields, values);
        }
        return new SourceRecord(id(object), values, stamp(object));
    }

    private void putCompanies(JsonNode contact, Fields fields, Map<String, FieldValue> values) {
        if (fields.type() != IntercomType.CONTACTS) {
            return;
        }
        // One company is enough to know that there are several.
        boolean several = contact.path("companies").path("total_count").asInt() > 1;
        Set<String> companies = several && !fields.has(IntercomFields.COMPANIES) ? Set.of() : companies(contact);
        if (fields.has(IntercomFields.COMPANIES)) {
            values.put(IntercomFields.COMPANIES, set(companies));
        }
        if (fields.has(IntercomFields.COMPANY) && !several && companies.size() <= 1) {
            values.put(IntercomFields.COMPANY, companies.stream().findFirst()
                    .map(id -> FieldValue.of(new Value.Reference(IntercomType.COMPANIES.path(), id)))
                    .orElse(FieldValue.CLEARED));
        }
    }

    /** The ids of a contact's companies: its answer holds at most ten. */
    Set<String> companies(JsonNode contact) {
        JsonNode attached = contact.path("companies");
        Set<String> ids = new LinkedHashSet<>();
        attached.path("data").forEach(company -> ids.add(id(company)));
        int pages = attached.path("has_more").asBoolean() ? Integer.MAX_VALUE : 0;
        for (int page = 1; page <= pages; page++) {
            JsonNode answer = api.companiesOf(id(contact), COMPANIES_PAGE, page);
            answer.path("data").forEach(company -> ids.add(id(company)));
            pages = answer.path("pages").path("total_pages").asInt();
        }
        return ids;
    }

    private static FieldValue set(Set<String> ids) {
        TreeSet<Value.Reference> references = new TreeSet<>();
        ids.forEach(id -> references.add(new Value.Reference(IntercomType.COMPANIES.path(), id)));
        return references.isEmpty() ? FieldValue.CLEARED : FieldValue.of(new Value.ReferenceSet(references));
    }

    private static JsonNode raw(JsonNode object, String name, Fields fields) {
        Optional<IntercomFields.Attribute> attribute = IntercomFields.attribute(name);
        if (attribute.isPresent()) {
            return object.path(attribute.get().container()).path(attribute.get().name());
        }
        if (fields.type() == IntercomType.TICKETS) {
            return ofTicket(object, name);
        }
        boolean plan = fields.type() == IntercomType.COMPANIES && name.equals(IntercomFields.PLAN);
        return plan && object.path(name).isObject() ? object.path(name).path("name") : object.path(name);
    }

    private static JsonNode ofTicket(JsonNode ticket, String name) {
        return switch (name) {
            case IntercomFields.TICKET_TYPE -> ticket.path("ticket_type").path("id");
            case IntercomFields.TICKET_STATE -> ticket.path("ticket_state").path("id");
            case IntercomFields.CONTACT_OF_TICKET -> ticket.path("contacts").path("contacts").path(0).path("id");
            case IntercomFields.ASSIGNEE -> ticket.path(name).asText("0").equals("0")
                    ? MissingNode.getInstance() : ticket.path(name);
            default -> ticket.path(name);
        };
    }

    static String id(JsonNode object) {
        return object.path("id").asText();
    }

    /** Milliseconds; teammates have no stamp. */
    static long stamp(JsonNode object) {
        return object.path("updated_at").asLong() * 1000;
    }
}
