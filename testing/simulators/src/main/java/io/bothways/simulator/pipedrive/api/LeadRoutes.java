package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leads in version 1, the only one that has them: pages by offset, no filter by time, custom fields beside the others
 * and those without a value left out, and a deleted lead is not told any more at all.
 */
public final class LeadRoutes {
    private static final String PATH = "/v1/leads";
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 500;
    private final RecordStore store;

    public LeadRoutes(RecordStore store) {
        this.store = store;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, PATH, "leads.list", call -> list(call, false));
        routes.read(HttpMethod.GET, PATH + "/archived", "leads.archived", call -> list(call, true));
        routes.write(HttpMethod.POST, PATH, "leads.create", this::create);
        routes.read(HttpMethod.GET, PATH + "/:id", "leads.get",
                call -> VendorReply.json(200, EntityJson.envelope(of(live(call)))));
        routes.write(HttpMethod.PATCH, PATH + "/:id", "leads.update", this::update);
        routes.write(HttpMethod.DELETE, PATH + "/:id", "leads.delete", call -> {
            StoredRecord target = live(call);
            store.delete(target, Editor.API);
            call.wrote(1);
            return VendorReply.json(200, EntityJson.envelope(Json.object().put("id", target.id())));
        });
    }

    private VendorReply list(VendorCall call, boolean archived) {
        int start = Query.number(call, "start", 0, 0, Integer.MAX_VALUE);
        int limit = Query.number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        String sort = Query.word(call, "sort", "id ASC",
                List.of("id ASC", "update_time ASC", "update_time DESC", "add_time ASC", "add_time DESC"));
        Comparator<StoredRecord> order = switch (sort.substring(0, sort.indexOf(' '))) {
            case "update_time" -> Comparator.comparingLong(StoredRecord::modifiedAt);
            case "add_time" -> Comparator.comparingLong(StoredRecord::createdAt);
            default -> Comparator.comparing(StoredRecord::id);
        };
        List<StoredRecord> all = store.records(PipedriveSchema.LEADS.stored()).values().stream()
                .filter(each -> !each.deleted())
                .filter(each -> archived == "true".equals(each.text(PipedriveSchema.ARCHIVED)))
                .filter(each -> equal(call, each, PipedriveSchema.OWNER) && equal(call, each, PipedriveSchema.PERSON)
                        && equal(call, each, PipedriveSchema.LEAD_ORGANIZATION))
                .sorted(sort.endsWith("DESC") ? order.reversed() : order).toList();
        ObjectNode answer = EntityJson.envelope(Json.array());
        ArrayNode data = (ArrayNode) answer.get("data");
        all.stream().skip(start).limit(limit).forEach(each -> data.add(of(each)));
        boolean more = start + data.size() < all.size();
        ObjectNode pagination = answer.putObject("additional_data").putObject("pagination").put("start", start)
                .put("limit", limit).put("more_items_in_collection", more);
        if (more) {
            pagination.put("next_start", start + limit);
        }
        return VendorReply.json(200, answer);
    }

    private static boolean equal(VendorCall call, StoredRecord each, String name) {
        String wanted = call.query(name);
        return wanted == null || wanted.equals(each.text(name));
    }

    private VendorReply create(VendorCall call) {
        Map<String, @Nullable Object> fields = fields(call.json());
        if (fields.get(PipedriveSchema.PERSON) == null && fields.get(PipedriveSchema.LEAD_ORGANIZATION) == null) {
            throw PipedriveErrors.invalid("A lead must be linked to a person or an organization");
        }
        try {
            StoredRecord created = store.create(PipedriveSchema.LEADS.stored(), fields, Editor.API);
            call.wrote(1);
            return VendorReply.json(201, EntityJson.envelope(of(created)));
        } catch (RecordRefused refused) {
            throw PipedriveErrors.refused(refused);
        }
    }

    private VendorReply update(VendorCall call) {
        StoredRecord target = live(call);
        try {
            store.update(target, fields(call.json()), Editor.API);
            call.wrote(1);
            return VendorReply.json(200, EntityJson.envelope(of(target)));
        } catch (RecordRefused refused) {
            throw PipedriveErrors.refused(refused);
        }
    }

    /** An amount is {@code {amount, currency}} here, while custom amounts have a {@code value}. */
    private static Map<String, @Nullable Object> fields(JsonNode body) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.properties().forEach(property -> {
            PipedriveField field = PipedriveSchema.LEADS.field(property.getKey());
            if (field == null) {
                throw PipedriveErrors.invalid("Validation failed: Unrecognized key(s) in object: '"
                        + property.getKey() + "'");
            }
            JsonNode value = property.getValue();
            if (field.code().equals(PipedriveSchema.VALUE) && value.isObject()) {
                ObjectNode money = Json.object().put("currency", value.path("currency").asText());
                money.set("value", value.path("amount"));
                value = money;
            }
            fields.put(field.code(), FieldValues.read(field, value));
        });
        return fields;
    }

    private StoredRecord live(VendorCall call) {
        StoredRecord found = store.live(PipedriveSchema.LEADS.stored(), call.parameter("id"));
        if (found == null) {
            throw PipedriveErrors.notFound(PipedriveSchema.LEADS);
        }
        return found;
    }

    private static ObjectNode of(StoredRecord lead) {
        ObjectNode node = Json.object().put("id", lead.id());
        for (PipedriveField field : PipedriveSchema.LEADS.fields()) {
            JsonNode value = FieldValues.write(field, lead.text(field.code()), false);
            if (field.code().equals(PipedriveSchema.VALUE) && value.isObject()) {
                ObjectNode amount = Json.object().put("currency", value.path("currency").asText());
                amount.set("amount", value.path("value"));
                value = amount;
            }
            if (!field.custom() || !value.isNull()) {
                node.set(field.code(), value);
            }
        }
        node.putArray("label_ids");
        return node.put("source_name", "API").put("visible_to", "3").put("add_time", millis(lead.createdAt()))
                .put("update_time", millis(lead.modifiedAt()));
    }

    /** With milliseconds, unlike everything else. */
    private static String millis(long at) {
        return EntityJson.instant(at).replace("Z", ".000Z");
    }
}
