package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who records may belong to, and which custom objects the account has. */
final class OwnerRoutes {
    /** Owner id to e-mail. */
    static final Map<String, String> OWNERS = new TreeMap<>(
            Map.of("401", "ada@vendor.example", "402", "ben@vendor.example", "403", "cleo@vendor.example"));
    private static final int MAX_PAGE = 500;
    private static final String SINCE = "2020-02-20T18:07:11.390Z";

    void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/crm/v3/owners", "owners.list", this::owners);
        routes.read(HttpMethod.GET, "/crm/v3/schemas", "schemas.list", this::schemas);
    }

    private VendorReply owners(VendorCall call) {
        int limit = ObjectPaths.number(call, "limit", 100, 1, MAX_PAGE);
        String after = call.query("after");
        // None of them has left, so there is nothing to list of those who have.
        boolean archived = Boolean.parseBoolean(call.query("archived"));
        List<String> ids = OWNERS.keySet().stream()
                .filter(id -> !archived)
                .filter(id -> after == null || after.isEmpty() || id.compareTo(after) > 0)
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        ids.stream().limit(limit).forEach(id -> {
            String email = OWNERS.get(id);
            results.addObject().put("id", id).put("email", email).put("type", "PERSON")
                    .put("firstName", email.substring(0, email.indexOf('@'))).put("lastName", "Vendor")
                    .put("userId", Long.parseLong(id) + 9_000)
                    .put("userIdIncludingInactive", Long.parseLong(id) + 9_000)
                    .put("createdAt", SINCE).put("updatedAt", SINCE).put("archived", false);
        });
        if (ids.size() > limit) {
            answer.putObject("paging").putObject("next").put("after", ids.get(limit - 1));
        }
        return VendorReply.json(200, answer);
    }

    private VendorReply schemas(VendorCall call) {
        ObjectNode schema = Json.object().put("id", "1001").put("name", HubSpotSchema.SUBSCRIPTION_TYPE.name())
                .put("objectTypeId", HubSpotSchema.SUBSCRIPTION_ID)
                .put("fullyQualifiedName", "p_" + HubSpotSchema.SUBSCRIPTION_TYPE.name())
                .put("primaryDisplayProperty", "subscription_name").put("archived", false);
        schema.putObject("labels").put("singular", "Subscription").put("plural", "Subscriptions");
        schema.put("createdAt", SINCE).put("updatedAt", SINCE);
        schema.putArray("requiredProperties").add("subscription_name");
        schema.putArray("searchableProperties").add("subscription_name");
        schema.putArray("secondaryDisplayProperties");
        schema.putArray("associations");
        ArrayNode properties = schema.putArray("properties");
        HubSpotSchema.SUBSCRIPTION_TYPE.fields().forEach(property ->
                properties.add(PropertyRoutes.describe(HubSpotSchema.SUBSCRIPTION_TYPE, property)));
        ObjectNode answer = Json.object();
        answer.putArray("results").add(schema);
        return VendorReply.json(200, answer);
    }
}
