package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** Tickets of the one ticket type, "Support request", as the API tells them. */
public final class TicketJson {
    public static final String TYPE_ID = "88";
    private static final int FIRST_STATE = 8481;
    private static final long TYPE_CREATED = 1_734_537_943;
    private final Workspace workspace;
    private final RecordStore store;

    public TicketJson(Workspace workspace, RecordStore store) {
        this.workspace = workspace;
        this.store = store;
    }

    public ObjectNode of(StoredRecord ticket) {
        ObjectNode node = Json.object().put("type", "ticket").put("id", ticket.id())
                .put("ticket_id", String.valueOf(Long.parseLong(ticket.id()) - 593));
        ObjectNode attributes = node.putObject("ticket_attributes");
        for (String name : IntercomSchema.TICKET_ATTRIBUTES) {
            attributes.set(name, Json.MAPPER.valueToTree(ticket.field(name)));
        }
        node.set("ticket_state", state(Objects.requireNonNull(ticket.text(IntercomSchema.STATE))));
        node.set("ticket_type", type());
        node.putObject("contacts").put("type", "contact.list").putArray("contacts");
        String contactId = ticket.text(IntercomSchema.TICKET_CONTACT);
        StoredRecord contact = contactId == null ? null : store.get(IntercomSchema.CONTACT, contactId);
        if (contact != null) {
            node.withArray("/contacts/contacts").add(ContactJson.reference(contact, null));
        }
        node.put("admin_assignee_id", Objects.requireNonNullElse(ticket.text(IntercomSchema.ASSIGNEE), "0"))
                .put("team_assignee_id", "0").put("company_id", ticket.text(IntercomSchema.TICKET_COMPANY))
                .put("created_at", ticket.createdAt() / 1000).put("updated_at", ticket.modifiedAt() / 1000)
                .put("open", Boolean.TRUE.equals(ticket.field(IntercomSchema.OPEN)));
        node.putObject("ticket_parts").put("type", "ticket_part.list").put("total_count", 0)
                .putArray("ticket_parts");
        node.putObject("linked_objects").put("type", "list").put("total_count", 0).put("has_more", false)
                .putArray("data");
        return node.put("category", "Customer").put("is_shared", true);
    }

    /** The id of a state. */
    public static String stateId(String category) {
        return String.valueOf(FIRST_STATE + IntercomSchema.STATES.indexOf(category));
    }

    public static ObjectNode state(String category) {
        String label = Character.toUpperCase(category.charAt(0)) + category.substring(1).replace('_', ' ');
        return Json.object().put("type", "ticket_state").put("id", stateId(category)).put("category", category)
                .put("internal_label", label).put("external_label", label);
    }

    public ObjectNode type() {
        ObjectNode type = Json.object().put("type", "ticket_type").put("id", TYPE_ID).put("category", "Customer")
                .put("name", "Support request").put("description", "What a customer asks for").put("icon", "🎟️")
                .put("workspace_id", workspace.id()).put("archived", false).put("created_at", TYPE_CREATED)
                .put("updated_at", TYPE_CREATED);
        ArrayNode attributes = type.putObject("ticket_type_attributes").put("type", "list").putArray("data");
        int order = 0;
        for (String name : IntercomSchema.TICKET_ATTRIBUTES) {
            attributes.add(attribute(name, order++));
        }
        ArrayNode states = type.putObject("ticket_states").put("type", "list").putArray("data");
        IntercomSchema.STATES.forEach(category -> states.add(state(category)));
        return type;
    }

    private ObjectNode attribute(String name, int order) {
        FieldDefinition field = Objects.requireNonNull(IntercomSchema.TICKET.field(name));
        boolean title = name.equals(IntercomSchema.TITLE) || name.equals(IntercomSchema.DESCRIPTION);
        ObjectNode node = Json.object().put("type", "ticket_type_attribute").put("id", String.valueOf(196 + order))
                .put("workspace_id", workspace.id()).put("name", name).put("description", field.label())
                .put("data_type", switch (field.kind()) {
                    case OPTION -> "list";
                    case NUMBER -> "decimal";
                    default -> "string";
                });
        ObjectNode input = node.putObject("input_options").put("multiline", name.equals(IntercomSchema.DESCRIPTION));
        if (!field.options().isEmpty()) {
            ArrayNode options = input.putArray("list_options");
            field.options().forEach(option -> options.addObject().put("label", option).put("id", optionId(option)));
        }
        return node.put("order", order).put("required_to_create", false).put("required_to_create_for_contacts", false)
                .put("visible_on_create", true).put("visible_to_contacts", true).put("default", title)
                .put("ticket_type_id", Integer.parseInt(TYPE_ID)).put("archived", false)
                .put("created_at", TYPE_CREATED).put("updated_at", TYPE_CREATED);
    }

    /** A list item is written by its id, as the vendor wants it, and told by its label. */
    public static String optionId(String label) {
        return UUID.nameUUIDFromBytes(label.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
