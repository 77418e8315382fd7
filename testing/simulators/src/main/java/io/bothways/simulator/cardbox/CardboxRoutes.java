package io.bothways.simulator.cardbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSettings;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The whole API. Lists go by offset in the order of ids, so a deletion between two pages moves the rest forward. */
final class CardboxRoutes {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 100;
    private final AppContext context;
    private final RecordStore store;
    private final CardboxWebhooks webhooks;

    CardboxRoutes(AppContext context, CardboxWebhooks webhooks) {
        this.context = context;
        this.store = context.store();
        this.webhooks = webhooks;
    }

    void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/api/workspace", "workspace", call -> VendorReply.json(200, Json.object()
                .put("id", "w_" + context.options().seed()).put("name", "Simulated workspace")));
        routes.read(HttpMethod.GET, "/api/webhook", "webhook.get", call -> webhook());
        routes.read(HttpMethod.PUT, "/api/webhook", "webhook.put", this::subscribe);
        routes.read(HttpMethod.DELETE, "/api/webhook", "webhook.delete", call -> {
            webhooks.sender().settings(WebhookSettings.NONE);
            return VendorReply.empty(204);
        });
        for (ObjectType type : List.of(CardboxSchema.CONTACTS, CardboxSchema.COMPANIES)) {
            String path = "/api/" + type.name();
            routes.read(HttpMethod.GET, path + "/fields", type.name() + ".fields", call -> fields(type));
            routes.read(HttpMethod.GET, path, type.name() + ".list", call -> list(call, type));
            routes.write(HttpMethod.POST, path, type.name() + ".create", call -> create(call, type));
            routes.read(HttpMethod.GET, path + "/:id", type.name() + ".get",
                    call -> VendorReply.json(200, CardJson.of(live(call, type))));
            routes.write(HttpMethod.PATCH, path + "/:id", type.name() + ".update", call -> update(call, type));
            routes.write(HttpMethod.DELETE, path + "/:id", type.name() + ".delete", call -> {
                store.delete(live(call, type), Editor.API);
                call.wrote(1);
                return VendorReply.empty(204);
            });
        }
    }

    private VendorReply list(VendorCall call, ObjectType type) {
        int offset = number(call, "offset", 0, 0, Integer.MAX_VALUE);
        int limit = number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        String email = call.query(CardboxSchema.EMAIL);
        Stream<StoredRecord> wanted = store.records(type).values().stream().filter(each -> !each.deleted());
        if (email != null && type == CardboxSchema.CONTACTS) {
            StoredRecord holder = store.find(CardboxRules.EMAIL_INDEX, CardboxRules.key(email));
            wanted = Stream.ofNullable(holder);
        }
        List<StoredRecord> all = wanted.toList();
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        all.stream().skip(offset).limit(limit).forEach(each -> items.add(CardJson.of(each)));
        return VendorReply.json(200, answer.put("offset", offset).put("limit", limit).put("total", all.size()));
    }

    private VendorReply create(VendorCall call, ObjectType type) {
        try {
            StoredRecord created = store.create(type, CardJson.fields(type, call.json()), Editor.API);
            call.wrote(1);
            return VendorReply.json(201, CardJson.of(created));
        } catch (RecordRefused refused) {
            return CardJson.refusal(refused);
        }
    }

    private VendorReply update(VendorCall call, ObjectType type) {
        StoredRecord target = live(call, type);
        try {
            store.update(target, CardJson.fields(type, call.json()), Editor.API);
            call.wrote(1);
            return VendorReply.json(200, CardJson.of(target));
        } catch (RecordRefused refused) {
            return CardJson.refusal(refused);
        }
    }

    private StoredRecord live(VendorCall call, ObjectType type) {
        StoredRecord found = store.live(type, call.parameter("id"));
        if (found == null) {
            throw CardJson.failure(404, "not_found", "There is no " + CardboxSchema.singular(type) + " "
                    + call.parameter("id"), null);
        }
        return found;
    }

    private static VendorReply fields(ObjectType type) {
        ObjectNode answer = Json.object();
        ArrayNode fields = answer.putArray("fields");
        for (FieldDefinition field : type.fields()) {
            ObjectNode node = fields.addObject().put("name", field.name()).put("label", field.label())
                    .put("type", field.kind().name().toLowerCase(Locale.ROOT)).put("required", field.required())
                    .put("read_only", !field.editable()).put("unique", field.name().equals(CardboxSchema.EMAIL));
            field.options().forEach(node.putArray("options")::add);
        }
        return VendorReply.json(200, answer);
    }

    private VendorReply webhook() {
        WebhookSettings settings = webhooks.sender().settings();
        return VendorReply.json(200, Json.object().put("url", settings.enabled() ? settings.url() : null));
    }

    private VendorReply subscribe(VendorCall call) {
        String url = call.json().path("url").asText();
        if (!url.matches("https?://[^/ ]+.*")) {
            throw CardJson.failure(422, "invalid", "url must be an http address", "url");
        }
        webhooks.sender().settings(new WebhookSettings(url, true, 1, Duration.ZERO, false));
        return webhook();
    }

    private static int number(VendorCall call, String name, int standard, int min, int max) {
        String text = call.query(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw CardJson.failure(422, "invalid", name + " must be a whole number from " + min + " to " + max, name);
    }
}
