package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.ASSIGNEE;
import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY;
import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;
import static io.bothways.simulator.intercom.records.IntercomSchema.OPEN;
import static io.bothways.simulator.intercom.records.IntercomSchema.STATE;
import static io.bothways.simulator.intercom.records.IntercomSchema.STATES;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET_ATTRIBUTES;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET_COMPANY;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET_CONTACT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.intercom.records.TicketJson;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tickets and their one type. A deletion is for good. */
public final class TicketRoutes {
    private final RecordStore store;
    private final TicketJson json;

    public TicketRoutes(RecordStore store, TicketJson json) {
        this.store = store;
        this.json = json;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, "/tickets", "tickets.create", this::create);
        routes.read(HttpMethod.GET, "/tickets/:id", "tickets.get", call -> VendorReply.json(200, json.of(live(call))));
        routes.write(HttpMethod.PUT, "/tickets/:id", "tickets.update", this::update);
        routes.write(HttpMethod.DELETE, "/tickets/:id", "tickets.delete", this::delete);
        routes.read(HttpMethod.GET, "/ticket_types", "ticket_types.list", call -> {
            ObjectNode list = Json.object().put("type", "list");
            list.putArray("data").add(json.type());
            return VendorReply.json(200, list);
        });
        routes.read(HttpMethod.GET, "/ticket_types/:id", "ticket_types.get", call -> {
            if (!call.parameter("id").equals(TicketJson.TYPE_ID)) {
                throw IntercomErrors.failure(404, "ticket_type_not_found", "Ticket type not found");
            }
            return VendorReply.json(200, json.type());
        });
        routes.read(HttpMethod.GET, "/ticket_states", "ticket_states.list", call -> {
            ObjectNode list = Json.object().put("type", "list");
            STATES.forEach(state -> list.withArray("/data").add(TicketJson.state(state)));
            return VendorReply.json(200, list);
        });
    }

    private VendorReply create(VendorCall call) {
        JsonNode body = call.json();
        if (!Paging.required(call, "ticket_type_id").equals(TicketJson.TYPE_ID)) {
            throw IntercomErrors.failure(404, "ticket_type_not_found", "Ticket type not found");
        }
        Map<String, @Nullable Object> fields = attributes(body.path("ticket_attributes"));
        fields.put(TICKET_CONTACT, contact(body.path("contacts")).id());
        putCompany(fields, body);
        if (body.path("assignment").hasNonNull(ASSIGNEE)) {
            fields.put(ASSIGNEE, assignee(body.path("assignment").path(ASSIGNEE).asText()));
        }
        StoredRecord created = RecordBody.refusing(() -> store.create(TICKET, fields, Editor.API));
        call.wrote(1);
        return VendorReply.json(200, json.of(created));
    }

    private VendorReply update(VendorCall call) {
        StoredRecord target = live(call);
        JsonNode body = call.json();
        Map<String, @Nullable Object> fields = attributes(body.path("ticket_attributes"));
        if (body.hasNonNull("ticket_state_id")) {
            String wanted = body.path("ticket_state_id").asText();
            fields.put(STATE, STATES.stream().filter(state -> TicketJson.stateId(state).equals(wanted)).findFirst()
                    .orElseThrow(() -> IntercomErrors.failure(400, "ticket_state_id_invalid",
                            "Ticket state id is not valid or is not associated with the ticket type")));
        }
        if (body.hasNonNull(OPEN)) {
            fields.put(OPEN, body.path(OPEN).asBoolean());
        }
        if (body.has("assignee_id")) {
            String wanted = body.path("assignee_id").asText();
            fields.put(ASSIGNEE, wanted.equals("0") || wanted.equals("null") ? null : assignee(wanted));
        }
        putCompany(fields, body);
        RecordBody.refusing(() -> {
            if (!store.update(target, fields, Editor.API)) {
                store.touch(target, Editor.API);
            }
            return target;
        });
        call.wrote(1);
        return VendorReply.json(200, json.of(target));
    }

    private VendorReply delete(VendorCall call) {
        StoredRecord target = live(call);
        store.delete(target, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, Json.object().put("id", target.id()).put("object", "ticket")
                .put("deleted", true));
    }

    private StoredRecord live(VendorCall call) {
        StoredRecord found = store.live(TICKET, call.parameter("id"));
        if (found == null) {
            throw IntercomErrors.noTicket();
        }
        return found;
    }

    private static Map<String, @Nullable Object> attributes(JsonNode given) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        given.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (!TICKET_ATTRIBUTES.contains(name)) {
                throw IntercomErrors.invalid("Ticket attribute '" + name + "' does not exist");
            }
            FieldDefinition field = Objects.requireNonNull(TICKET.field(name));
            fields.put(name, value.isNull() ? null : field.options().stream()
                    .filter(option -> TicketJson.optionId(option).equals(value.asText())).findFirst()
                    .orElse(value.asText()));
        });
        return fields;
    }

    private StoredRecord contact(JsonNode contacts) {
        JsonNode first = contacts.path(0);
        StoredRecord found = first.hasNonNull("id") ? store.live(CONTACT, first.path("id").asText())
                : first.hasNonNull("external_id")
                ? store.find(IntercomRules.EXTERNAL_ID_INDEX, first.path("external_id").asText())
                : store.find(IntercomRules.EMAIL_INDEX, first.path("email").asText());
        if (found == null) {
            throw IntercomErrors.noContact();
        }
        return found;
    }

    private void putCompany(Map<String, @Nullable Object> fields, JsonNode body) {
        if (body.hasNonNull("company_id")) {
            StoredRecord company = store.live(COMPANY, body.path("company_id").asText());
            if (company == null) {
                throw IntercomErrors.noCompany();
            }
            fields.put(TICKET_COMPANY, company.id());
        }
    }

    private static String assignee(String id) {
        if (!Workspace.ADMINS.containsKey(id)) {
            throw IntercomErrors.failure(404, "assignee_not_found", "Assignee not found");
        }
        return id;
    }
}
