package io.bothways.simulator.pipedrive.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.bothways.simulator.kit.webhook.WebhookSettings;
import io.bothways.simulator.pipedrive.Accounts;
import io.bothways.simulator.pipedrive.api.EntityJson;
import io.bothways.simulator.pipedrive.schema.Company;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into events {@code {meta, data, previous}} and sends each to the subscriptions that want it: the one
 * that an admin made on the page, whose target the control API sets, and those made over the API.
 */
public final class PipedriveWebhooks {
    /** The user name of the webhook made on the page. */
    public static final String USER = "bothways";
    private final AppContext context;
    private final Accounts accounts;
    private final WebhookSender<ObjectNode> ofAdmin;
    private final Subscription adminSubscription;
    private final Map<Integer, Subscribed> subscribed = new LinkedHashMap<>();
    private int nextId = 2;
    private @Nullable StoredRecord mergedAway;

    private record Subscribed(Subscription subscription, WebhookSender<ObjectNode> sender) {
    }

    public PipedriveWebhooks(AppContext context, Accounts accounts) {
        this.context = context;
        this.accounts = accounts;
        adminSubscription = new Subscription(new Subscription.Terms(1, "Made on the page", "", Subscription.ANY,
                Subscription.ANY, USER, accounts.webhookPassword()), context.clock(), this::about);
        ofAdmin = new WebhookSender<>(context.vertx(), context.clock(), adminSubscription);
        context.store().listen(this::changed);
    }

    /** The sender of the webhook made on the page. */
    public WebhookSender<ObjectNode> sender() {
        return ofAdmin;
    }

    public Subscription.Terms subscribe(String name, String url, String action, String object, String user,
            String password) {
        Subscription subscription = new Subscription(
                new Subscription.Terms(nextId++, name, url, action, object, user, password), context.clock(),
                this::about);
        subscribed.put(subscription.terms().id(),
                new Subscribed(subscription, new WebhookSender<>(context.vertx(), context.clock(), subscription)));
        return subscription.terms();
    }

    public boolean unsubscribe(int id) {
        return subscribed.remove(id) != null;
    }

    /** The subscriptions made over the API. */
    public Collection<Subscription.Terms> subscriptions() {
        subscribed.values().removeIf(each -> each.subscription().ended());
        return subscribed.values().stream().map(each -> each.subscription().terms()).toList();
    }

    /** Runs a merge: the survivor's change then says what was merged into it. */
    public void merging(StoredRecord loser, Runnable merge) {
        mergedAway = loser;
        try {
            merge.run();
        } finally {
            mergedAway = null;
        }
    }

    public JsonNode save() {
        ObjectNode saved = Json.object().put("next_id", nextId);
        for (Subscription.Terms terms : subscriptions()) {
            saved.withArray("/subscriptions").addObject().put("id", terms.id()).put("name", terms.name())
                    .put("url", terms.url()).put("action", terms.action()).put("object", terms.object())
                    .put("user", terms.user()).put("password", terms.password());
        }
        return saved;
    }

    public void load(JsonNode saved) {
        for (JsonNode each : saved.path("subscriptions")) {
            nextId = each.path("id").asInt();
            subscribe(each.path("name").asText(), each.path("url").asText(), each.path("action").asText(),
                    each.path("object").asText(), each.path("user").asText(), each.path("password").asText());
        }
        nextId = saved.path("next_id").asInt(2);
    }

    private void changed(Change change) {
        StoredRecord record = change.record();
        JsonNode nothing = JsonNodeFactory.instance.nullNode();
        switch (change.kind()) {
            case CREATED -> send("create", record, change.editor(), data(record), nothing);
            case UPDATED -> send("change", record, change.editor(), data(record), previous(change));
            case RESTORED -> send("change", record, change.editor(), data(record), Json.object());
            case TOUCHED -> {
                if (mergedAway != null) {
                    send("change", record, change.editor(), data(record), Json.object());
                }
            }
            case DELETED, COMBINED -> send("delete", record, change.editor(), nothing, data(record));
        }
    }

    private void send(String action, StoredRecord record, Editor editor, JsonNode data, JsonNode previous) {
        ObjectNode event = event(action, record, editor, data, previous);
        String object = PipedriveSchema.of(record.type()).singular();
        if (adminSubscription.wants(action, object)) {
            ofAdmin.send(event);
        }
        WebhookSettings manner = ofAdmin.settings();
        subscribed.values().removeIf(each -> each.subscription().ended());
        for (Subscribed each : subscribed.values()) {
            if (each.subscription().wants(action, object)) {
                ObjectNode own = event.deepCopy();
                own.withObject("/meta").put("webhook_id", String.valueOf(each.subscription().terms().id()));
                each.sender().settings(new WebhookSettings(each.subscription().terms().url(), true,
                        manner.duplicates(), manner.delay(), manner.reordered()));
                each.sender().send(own);
            }
        }
    }

    private ObjectNode about(Subscription subscription, StoredRecord record) {
        ObjectNode event = event(record.deleted() ? "delete" : "change", record, record.modifiedBy(),
                record.deleted() ? JsonNodeFactory.instance.nullNode() : data(record), Json.object());
        event.withObject("/meta").put("webhook_id", String.valueOf(subscription.terms().id()));
        return event;
    }

    private ObjectNode event(String action, StoredRecord record, Editor editor, JsonNode data, JsonNode previous) {
        ObjectNode event = Json.object();
        boolean byApi = editor == Editor.API;
        ObjectNode meta = event.putObject("meta").put("action", action)
                .put("entity", PipedriveSchema.of(record.type()).singular())
                .put("company_id", String.valueOf(accounts.companyId()))
                .put("correlation_id", uuid()).put("entity_id", record.id()).put("id", uuid())
                .put("is_bulk_edit", false).put("timestamp", Instant.ofEpochMilli(context.clock().millis()).toString())
                .put("type", "general")
                .put("user_id", String.valueOf(byApi ? Company.API_USER : Company.PAGE_USER)).put("version", "2.0")
                .put("webhook_id", "1").put("webhook_owner_id", String.valueOf(Company.API_USER))
                .put("change_source", byApi ? "api" : "app").put("attempt", 1)
                .put("host", accounts.domain() + ".pipedrive.com");
        Company.USERS.forEach(user -> meta.withArray("/permitted_user_ids").add(String.valueOf(user.id())));
        if (record.combinedInto() != null) {
            meta.put("merged_to_id", record.combinedInto());
        } else if (mergedAway != null && mergedAway.type() == record.type() && action.equals("change")) {
            meta.put("merged_from_id", mergedAway.id());
        }
        event.set("data", data);
        event.set("previous", previous);
        return event;
    }

    private String uuid() {
        return new UUID(context.random().nextLong(), context.random().nextLong()).toString();
    }

    private static ObjectNode data(StoredRecord record) {
        ObjectNode data = Json.object();
        if (record.type() == PipedriveSchema.LEADS.stored()) {
            data.put("id", record.id());
        } else {
            data.put("id", Long.parseLong(record.id()));
        }
        data.put("add_time", EntityJson.instant(record.createdAt()))
                .put("update_time", EntityJson.instant(record.modifiedAt()));
        for (PipedriveField field : PipedriveSchema.of(record.type()).fields()) {
            put(data, field, record.text(field.code()));
        }
        return data;
    }

    private static ObjectNode previous(Change change) {
        PipedriveType type = PipedriveSchema.of(change.record().type());
        ObjectNode previous = Json.object();
        change.before().forEach((code, value) -> {
            PipedriveField field = type.field(code);
            if (field != null) {
                put(previous, field, value == null ? null : value.toString());
            }
        });
        return previous;
    }

    /** Webhooks wrap a custom value in its type: {@code {type, value}}, options in {@code {type, id}}. */
    private static void put(ObjectNode node, PipedriveField field, @Nullable String text) {
        JsonNode value = FieldValues.write(field, text, false);
        if (!field.custom()) {
            node.set(field.code(), value);
        } else if (value.isNull()) {
            node.withObject("/custom_fields").set(field.code(), value);
        } else {
            ObjectNode wrapped = node.withObject("/custom_fields").putObject(field.code())
                    .put("type", field.type().word());
            switch (field.type()) {
                case OPTION -> wrapped.set("id", value);
                case OPTIONS -> value.forEach(id -> wrapped.withArray("/values").addObject().set("id", id));
                case MONEY, ADDRESS, DATE_RANGE, TIME -> wrapped.setAll((ObjectNode) value);
                default -> wrapped.set("value", value);
            }
        }
    }
}
