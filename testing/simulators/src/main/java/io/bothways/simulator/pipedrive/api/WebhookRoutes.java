package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.pipedrive.schema.Company;
import io.bothways.simulator.pipedrive.webhook.PipedriveWebhooks;
import io.bothways.simulator.pipedrive.webhook.Subscription;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Subscriptions to webhooks, in version 1 of the API and version 2 of the webhooks; at most forty of a user. */
public final class WebhookRoutes {
    private static final List<String> VERSION_1 = List.of("/v1/webhooks", "/api/v1/webhooks");
    private static final List<String> ACTIONS = List.of("create", "change", "delete", "*");
    private static final List<String> OBJECTS = List.of("activity", "board", "deal", "deal_installment", "deal_product",
            "lead", "note", "organization", "person", "phase", "pipeline", "product", "project", "stage", "task",
            "user", "*");
    private static final int MAX = 40;
    private final PipedriveWebhooks webhooks;

    public WebhookRoutes(PipedriveWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    public void addTo(VendorRoutes routes) {
        for (String path : VERSION_1) {
            routes.read(HttpMethod.GET, path, "webhooks.list", call -> list());
            routes.read(HttpMethod.POST, path, "webhooks.create", this::create);
            routes.read(HttpMethod.DELETE, path + "/:id", "webhooks.delete", this::delete);
        }
    }

    private VendorReply list() {
        ArrayNode data = Json.array();
        webhooks.subscriptions().forEach(terms -> data.add(describe(terms)));
        return VendorReply.json(200, EntityJson.envelope(data));
    }

    private VendorReply create(VendorCall call) {
        JsonNode body = call.json();
        String url = body.path("subscription_url").asText();
        String action = body.path("event_action").asText();
        String object = body.path("event_object").asText();
        if (!address(url)) {
            throw PipedriveErrors.invalid("subscription_url must be a valid URL");
        }
        if (!ACTIONS.contains(action) || !OBJECTS.contains(object)) {
            throw PipedriveErrors.invalid("Unknown event " + action + "." + object);
        }
        if (!body.path("version").asText("2.0").equals("2.0")) {
            throw PipedriveErrors.invalid("Only version 2.0 of webhooks is there");
        }
        if (webhooks.subscriptions().size() >= MAX) {
            throw PipedriveErrors.forbidden("Maximum number of webhooks reached");
        }
        Subscription.Terms terms = webhooks.subscribe(body.path("name").asText(), url, action, object,
                body.path("http_auth_user").asText(), body.path("http_auth_password").asText());
        return VendorReply.json(201, EntityJson.envelope(describe(terms)));
    }

    private VendorReply delete(VendorCall call) {
        try {
            if (webhooks.unsubscribe(Integer.parseInt(call.parameter("id")))) {
                return VendorReply.json(200, Json.object().put("success", true).put("status", "ok"));
            }
        } catch (NumberFormatException e) {
            // No webhook has such an id.
        }
        return PipedriveErrors.reply(404, "Webhook not found");
    }

    private static boolean address(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static ObjectNode describe(Subscription.Terms terms) {
        return Json.object().put("id", terms.id()).put("user_id", Company.API_USER).put("name", terms.name())
                .put("event_action", terms.action()).put("event_object", terms.object())
                .put("subscription_url", terms.url()).put("version", "2.0").put("is_active", 1)
                .put("http_auth_user", terms.user()).put("type", "general");
    }
}
