package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** What fields there are: {@code personFields}, {@code organizationFields}, {@code dealFields}. */
public final class FieldRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 500;
    private static final String BY_PLACE = "place";

    public void addTo(VendorRoutes routes) {
        for (PipedriveType type : List.of(PipedriveSchema.PERSONS, PipedriveSchema.ORGANIZATIONS,
                PipedriveSchema.DEALS)) {
            routes.read(HttpMethod.GET, "/api/v2/" + type.singular() + "Fields", type.plural() + ".fields",
                    call -> list(call, type));
        }
    }

    private static VendorReply list(VendorCall call, PipedriveType type) {
        int limit = Query.number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        Cursor after = Cursor.of(call.query("cursor"), BY_PLACE);
        boolean required = Query.list(call, "include_fields", 3).contains("required_fields");
        List<ObjectNode> all = new ArrayList<>();
        all.add(kept("id", "ID", "int"));
        type.fields().forEach(field -> all.add(describe(field, required)));
        all.add(kept("add_time", type.title() + " created", "date"));
        all.add(kept("update_time", "Update time", "date"));
        int from = after == null ? 0 : (int) after.key();
        ObjectNode answer = EntityJson.envelope(Json.array());
        ArrayNode data = (ArrayNode) answer.get("data");
        all.stream().skip(from).limit(limit).forEach(data::add);
        int next = from + limit;
        answer.putObject("additional_data").put("next_cursor",
                next < all.size() ? new Cursor(BY_PLACE, next, "").text() : null);
        return VendorReply.json(200, answer);
    }

    private static ObjectNode describe(PipedriveField field, boolean required) {
        ObjectNode node = Json.object().put("field_code", field.code()).put("field_name", field.label())
                .put("field_type", field.type().word()).put("description", "");
        if (field.options().isEmpty()) {
            node.putNull("options");
        } else {
            ArrayNode options = node.putArray("options");
            field.options().forEach(option ->
                    options.addObject().put("id", option.id()).put("label", option.label()));
        }
        node.putNull("subfields");
        node.put("is_custom_field", field.custom()).put("is_optional_response_field", false);
        if (required) {
            node.putObject("required_fields").put("enabled", field.required()).putArray("stage_ids");
        }
        return node;
    }

    /** A field that the app alone writes. */
    private static ObjectNode kept(String code, String label, String word) {
        return Json.object().put("field_code", code).put("field_name", label).put("field_type", word)
                .put("description", "").putNull("options").putNull("subfields").put("is_custom_field", false)
                .put("is_optional_response_field", false);
    }
}
