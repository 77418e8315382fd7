package io.bothways.simulator.intercom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.CompanyJson;
import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.intercom.records.TicketJson;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.bothways.simulator.kit.webhook.WebhookSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One notification per event, signed with HMAC-SHA1, sent once more after a minute. */
final class IntercomWebhooks implements WebhookFormat<ObjectNode> {
    private static final int CONCURRENCY = 10;
    private static final int GONE = 410;
    private final AppContext context;
    private final TokenRoutes tokens;
    private final Workspace workspace;
    private final ReceiverHealth health;
    private final WebhookSender<ObjectNode> sender;
    private ContactJson contactJson;
    private CompanyJson companyJson;
    private TicketJson ticketJson;

    IntercomWebhooks(AppContext context, TokenRoutes tokens, Workspace workspace) {
        this.context = context;
        this.tokens = tokens;
        this.workspace = workspace;
        this.health = new ReceiverHealth(context.clock());
        this.sender = new WebhookSender<>(context.vertx(), context.clock(), this);
    }

    WebhookSender<ObjectNode> sender() {
        return sender;
    }

    void follow(ContactJson contacts, CompanyJson companies, TicketJson tickets) {
        contactJson = contacts;
        companyJson = companies;
        ticketJson = tickets;
        context.store().listen(this::changed);
    }

    void attached(StoredRecord contact, StoredRecord company, boolean attached, Editor editor) {
        ObjectNode item = companyJson.of(company);
        item.set("contact", ContactJson.reference(contact, null));
        send("company.contact." + (attached ? "attached" : "detached"), item);
    }

    /** The survivor with both ids, as the call that merged them names them. */
    void merged(StoredRecord from, StoredRecord into) {
        send("contact.merged", contactJson.of(into).put("from", from.id()).put("into", into.id()));
    }

    /** What Intercom sends when an address is entered. */
    void ping() {
        send("ping", Json.object().put("type", "ping").put("message", "something something interzen"));
    }

    @Override
    public int maxEvents() {
        return 1;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public int maxRetries() {
        return 1;
    }

    @Override
    public Duration retryDelay(int attempt) {
        return Duration.ofMinutes(1);
    }

    @Override
    public ObjectNode eventAbout(StoredRecord record) {
        return record.deleted() ? notification(topic(record, "deleted"), gone(record))
                : notification(topic(record, "updated"), describe(record));
    }

    @Override
    public Delivery encode(List<ObjectNode> events, int attempt, String url) {
        ObjectNode event = events.getFirst().deepCopy().put("delivery_status", attempt == 0 ? "pending" : "retry")
                .put("delivery_attempts", attempt + 1);
        String body = event.toString();
        return new Delivery(Map.of("Content-Type", "application/json", "User-Agent", "intercom-webhook",
                "Intercom-Webhook-Version", "2.14", "X-Hub-Signature", "sha1=" + signature(body)), body);
    }

    @Override
    public boolean acknowledged(int status, String body) {
        if (status == GONE) {
            WebhookSettings now = sender.settings();
            sender.settings(new WebhookSettings(now.url(), false, now.duplicates(), now.delay(), now.reordered()));
        }
        return status >= 200 && status < 300;
    }

    @Override
    public void attempted(int attempt, boolean acknowledged) {
        health.attempted(acknowledged);
    }

    private void changed(Change change) {
        StoredRecord record = change.record();
        switch (change.kind()) {
            case CREATED -> send(topic(record, "created"), describe(record));
            case UPDATED -> {
                if (record.deleted()) {
                    send(topic(record, "deleted"), gone(record));
                } else {
                    send(topic(record, change.after().containsKey(IntercomSchema.STATE) ? "state.updated" : "updated"),
                            describe(record));
                }
            }
            case DELETED -> {
                boolean archived = IntercomRules.archived(record);
                send(topic(record, archived ? "archived" : "deleted"), archived ? describe(record) : gone(record));
            }
            case RESTORED -> send(topic(record, "unarchived"), describe(record));
            case TOUCHED, COMBINED -> { }
        }
    }

    private static String topic(StoredRecord record, String what) {
        ObjectType type = record.type();
        if (type == IntercomSchema.CONTACT) {
            return what.equals("created") || what.equals("updated")
                    ? "contact." + record.text(IntercomSchema.ROLE) + "." + what : "contact." + what;
        }
        if (type == IntercomSchema.COMPANY) {
            return "company." + what;
        }
        return "ticket." + (what.equals("updated") ? "attribute.updated" : what);
    }

    private ObjectNode describe(StoredRecord record) {
        return record.type() == IntercomSchema.CONTACT ? contactJson.of(record)
                : record.type() == IntercomSchema.COMPANY ? companyJson.of(record) : ticketJson.of(record);
    }

    /** Deletions tell what identifies the record, and nothing else. */
    private static ObjectNode gone(StoredRecord record) {
        ObjectType type = record.type();
        return type == IntercomSchema.CONTACT ? ContactJson.reference(record, "deleted")
                : type == IntercomSchema.COMPANY
                ? CompanyJson.deleted(record).put("type", "company")
                        .put("company_id", record.text(IntercomSchema.COMPANY_ID))
                : Json.object().put("type", "ticket").put("id", record.id()).put("deleted", true);
    }

    private void send(String topic, ObjectNode item) {
        if (health.sends()) {
            sender.send(notification(topic, item));
        }
    }

    private ObjectNode notification(String topic, ObjectNode item) {
        long now = context.clock().millis() / 1000;
        ObjectNode event = Json.object().put("type", "notification_event").put("app_id", workspace.id())
                .put("id", "notif_" + context.secret("intercom notification " + context.random().nextLong(), 32))
                .put("topic", topic);
        event.putObject("data").put("type", "notification_event_data").set("item", item);
        event.putObject("links");
        return event.putNull("self").put("created_at", now).put("first_sent_at", now).put("delivered_at", 0);
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(tokens.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA1", e);
        }
    }
}
