package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import io.bothways.simulator.kit.webhook.WebhookSender;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns changes of both types into HubSpot's events: creation, propertyChange, deletion, merge, associationChange. */
final class HubSpotWebhooks implements WebhookFormat<ObjectNode> {
    private static final int MAX_EVENTS = 100;
    private static final int CONCURRENCY = 10;
    private static final int MAX_RETRIES = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final double FIRST_RETRY_SECONDS = 15;
    /** Ten retries with this growth are spread over less than the documented 24 hours. */
    private static final double RETRY_GROWTH = 2.2;
    private final AppContext context;
    private final Accounts accounts;
    private final WebhookSender<ObjectNode> sender;

    HubSpotWebhooks(AppContext context, Accounts accounts) {
        this.context = context;
        this.accounts = accounts;
        this.sender = new WebhookSender<>(context.vertx(), context.clock(), this);
        context.store().listen(this::changed);
    }

    WebhookSender<ObjectNode> sender() {
        return sender;
    }

    void merged(StoredRecord primary, StoredRecord other, ObjectWrites.Merged merged) {
        ObjectNode event = event(merged.survivor(), "merge", Editor.API)
                .put("primaryObjectId", Long.parseLong(primary.id()));
        event.putArray("mergedObjectIds").add(Long.parseLong(other.id()));
        sender.send(event.put("newObjectId", Long.parseLong(merged.survivor().id()))
                .put("numberOfPropertiesMoved", merged.propertiesMoved()));
    }

    void associated(StoredRecord contact, StoredRecord company, boolean removed, boolean primary, Editor editor) {
        sender.send(event(contact, "associationChange", editor).put("associationType",
                        HubSpotSchema.singular(contact.type()).toUpperCase(Locale.ROOT) + "_TO_COMPANY")
                .put("fromObjectId", Long.parseLong(contact.id())).put("toObjectId", Long.parseLong(company.id()))
                .put("associationRemoved", removed).put("isPrimaryAssociation", primary));
    }

    @Override
    public int maxEvents() {
        return MAX_EVENTS;
    }

    @Override
    public Duration timeout() {
        return TIMEOUT;
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public int maxRetries() {
        return MAX_RETRIES;
    }

    @Override
    public Duration retryDelay(int attempt) {
        double jitter = 0.75 + context.random().nextDouble() / 2;
        double seconds = FIRST_RETRY_SECONDS * Math.pow(RETRY_GROWTH, attempt - 1.0) * jitter;
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Override
    public ObjectNode eventAbout(StoredRecord record) {
        if (record.deleted()) {
            return event(record, "deletion", record.modifiedBy());
        }
        Map.Entry<String, Object> any = record.fields().entrySet().iterator().next();
        return event(record, "propertyChange", record.modifiedBy()).put("propertyName", any.getKey())
                .put("propertyValue", any.getValue().toString());
    }

    @Override
    public Delivery encode(List<ObjectNode> events, int attempt, String url) {
        ArrayNode array = Json.array();
        events.forEach(event -> array.add(event.put("attemptNumber", attempt)));
        String body = array.toString();
        // Receivers live in real time, whatever the simulator's own clock was advanced to.
        long timestamp = context.options().clock().millis();
        return new Delivery(Map.of("Content-Type", "application/json", "User-Agent", "HubSpot Connect 2.0",
                "X-HubSpot-Signature-v3", WebhookSignature.v3(accounts.clientSecret(), "POST", url, body, timestamp),
                "X-HubSpot-Request-Timestamp", String.valueOf(timestamp),
                "X-HubSpot-Signature", WebhookSignature.v1(accounts.clientSecret(), body),
                "X-HubSpot-Signature-Version", "v1"), body);
    }

    @Override
    public boolean acknowledged(int status, String body) {
        return status < 400;
    }

    private void changed(Change change) {
        switch (change.kind()) {
            case CREATED -> sender.send(event(change.record(), "creation", change.editor())
                    .put("changeFlag", "CREATED"));
            case DELETED -> sender.send(event(change.record(), "deletion", change.editor())
                    .put("changeFlag", "DELETED"));
            case UPDATED -> change.after().forEach((name, value) -> {
                FieldDefinition property = change.record().type().field(name);
                if (property != null && property.editable()) {
                    sender.send(event(change.record(), "propertyChange", change.editor()).put("propertyName", name)
                            .put("propertyValue", value == null ? "" : value.toString()));
                }
            });
            case TOUCHED, COMBINED -> { }
        }
    }

    /** An event id is no identity: HubSpot does not promise that it is unique. */
    private ObjectNode event(StoredRecord record, String kind, Editor editor) {
        ObjectNode event = Json.object().put("eventId", context.random().nextInt(1, Integer.MAX_VALUE))
                .put("subscriptionId", 1_000 + kind.length()).put("portalId", accounts.portalId())
                .put("appId", accounts.appId()).put("occurredAt", context.clock().millis())
                .put("subscriptionType", HubSpotSchema.singular(record.type()) + "." + kind)
                .put("attemptNumber", 0).put("objectId", Long.parseLong(record.id()));
        if (HubSpotSchema.singular(record.type()).equals("object")) {
            event.put("objectTypeId", HubSpotSchema.typeId(record.type()));
        }
        return switch (editor) {
            case PERSON -> event.put("changeSource", "CRM_UI").put("sourceId", "userId:1");
            case API -> event.put("changeSource", "INTEGRATION").put("sourceId", String.valueOf(accounts.appId()));
            case AUTOMATION -> event.put("changeSource", "AUTOMATION_PLATFORM").put("sourceId", "enrollmentId:1");
        };
    }
}
