package io.bothways.simulator.intercom.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.DataAttribute;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What the workspace tells of itself: who calls, its admins, its attributes. */
public final class WorkspaceRoutes {
    private static final long CREATED = 1_734_537_243;
    private static final int FIRST_ATTRIBUTE_ID = 37;
    private final Workspace workspace;

    public WorkspaceRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/me", "me", call -> me());
        routes.read(HttpMethod.GET, "/admins", "admins.list", call -> admins());
        routes.read(HttpMethod.GET, "/admins/:id", "admins.get", this::admin);
        routes.read(HttpMethod.GET, "/data_attributes", "data_attributes.list", this::attributes);
    }

    private VendorReply me() {
        ObjectNode me = Workspace.admin(Workspace.ADMINS.firstEntry().getKey()).put("email_verified", true);
        me.putObject("app").put("type", "app").put("id_code", workspace.id()).put("name", "Simulated workspace")
                .put("created_at", CREATED).put("secure", false).put("identity_verification", false)
                .put("timezone", workspace.zone().getId()).put("region", "US");
        me.putObject("avatar").put("type", "avatar").putNull("image_url");
        return VendorReply.json(200, me);
    }

    private static VendorReply admins() {
        ObjectNode list = Json.object().put("type", "admin.list");
        ArrayNode admins = list.putArray("admins");
        Workspace.ADMINS.keySet().forEach(id -> admins.add(Workspace.admin(id)));
        return VendorReply.json(200, list);
    }

    private VendorReply admin(VendorCall call) {
        if (!Workspace.ADMINS.containsKey(call.parameter("id"))) {
            throw IntercomErrors.failure(404, "admin_not_found", "Admin for admin_id not found");
        }
        return VendorReply.json(200, Workspace.admin(call.parameter("id")));
    }

    private VendorReply attributes(VendorCall call) {
        String model = call.query("model");
        boolean archivedToo = Boolean.parseBoolean(call.query("include_archived"));
        ObjectNode list = Json.object().put("type", "list");
        ArrayNode data = list.putArray("data");
        if (model == null || model.equals("contact")) {
            add(data, "contact", IntercomSchema.CONTACT_ATTRIBUTES, archivedToo, FIRST_ATTRIBUTE_ID);
        }
        if (model == null || model.equals("company")) {
            add(data, "company", IntercomSchema.COMPANY_ATTRIBUTES, archivedToo,
                    FIRST_ATTRIBUTE_ID + IntercomSchema.CONTACT_ATTRIBUTES.size());
        }
        return VendorReply.json(200, list);
    }

    private static void add(ArrayNode data, String model, List<DataAttribute> attributes, boolean archivedToo,
            int firstId) {
        addStamp(data, model, "created_at");
        addStamp(data, model, "updated_at");
        int id = firstId;
        for (DataAttribute attribute : attributes) {
            int ownId = id++;
            if (attribute.archived() && !archivedToo) {
                continue;
            }
            ObjectNode node = describe(data, model, attribute.name(), attribute.field().name(),
                    attribute.field().label(), attribute.type(), attribute.apiWritable())
                    .put("ui_writable", attribute.field().editable()).put("custom", attribute.custom())
                    .put("archived", attribute.archived());
            if (attribute.custom()) {
                node.put("id", ownId).put("created_at", CREATED).put("updated_at", CREATED)
                        .put("admin_id", Workspace.ADMINS.firstEntry().getKey());
                // The owner is told as a number; only custom lists have options.
                if (!attribute.field().options().isEmpty()) {
                    ArrayNode options = node.putArray("options");
                    attribute.field().options().forEach(options::add);
                }
            }
        }
    }

    private static void addStamp(ArrayNode data, String model, String name) {
        describe(data, model, name, name, name.equals("created_at") ? "Created" : "Updated",
                DataAttribute.Type.DATE, false).put("ui_writable", false).put("custom", false).put("archived", false);
    }

    private static ObjectNode describe(ArrayNode data, String model, String name, String fullName, String label,
            DataAttribute.Type type, boolean apiWritable) {
        return data.addObject().put("type", "data_attribute").put("model", model).put("name", name)
                .put("full_name", fullName).put("label", label).put("data_type", type.word())
                .put("api_writable", apiWritable).put("messenger_writable", false);
    }
}
