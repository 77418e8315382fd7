package io.bothways.simulator.cardbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import io.bothways.simulator.kit.webhook.WebhookSender;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One event a request: {@code {id, event, occurred_at, record}} with the whole record and its version, of a deleted one
 * only id and version. Signed with HMAC-SHA256 over the time, a dot and the body.
 */
final class CardboxWebhooks implements WebhookFormat<ObjectNode> {
    private static final List<Duration> RETRIES = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));
    private final AppContext context;
    private final WebhookSender<ObjectNode> sender;

    CardboxWebhooks(AppContext context) {
        this.context = context;
        this.sender = new WebhookSender<>(context.vertx(), context.clock(), this);
        context.store().listen(this::changed);
    }

    WebhookSender<ObjectNode> sender() {
        return sender;
    }

    String secret() {
        return context.secret("cardbox webhook", 40);
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
        return 4;
    }

    @Override
    public int maxRetries() {
        return RETRIES.size();
    }

    @Override
    public Duration retryDelay(int attempt) {
        return RETRIES.get(attempt - 1);
    }

    @Override
    public ObjectNode eventAbout(StoredRecord record) {
        return event(record, record.deleted() ? "deleted" : "updated");
    }

    @Override
    public Delivery encode(List<ObjectNode> events, int attempt, String url) {
        String body = events.getFirst().toString();
        // Receivers live in real time, whatever the simulator's own clock was advanced to.
        long seconds = context.options().clock().millis() / 1000;
        return new Delivery(Map.of("Content-Type", "application/json", "User-Agent", "Cardbox",
                "X-Cardbox-Timestamp", String.valueOf(seconds),
                "X-Cardbox-Signature", "sha256=" + hmac(seconds + "." + body)), body);
    }

    @Override
    public boolean acknowledged(int status, String body) {
        return status >= 200 && status < 300;
    }

    private void changed(Change change) {
        switch (change.kind()) {
            case CREATED, RESTORED -> sender.send(event(change.record(), "created"));
            case UPDATED -> sender.send(event(change.record(), "updated"));
            case DELETED, COMBINED -> sender.send(event(change.record(), "deleted"));
            case TOUCHED -> { }
        }
    }

    private ObjectNode event(StoredRecord record, String word) {
        ObjectNode event = Json.object()
                .put("id", "evt_" + new UUID(context.random().nextLong(), context.random().nextLong()))
                .put("event", CardboxSchema.singular(record.type()) + "." + word)
                .put("occurred_at", Instant.ofEpochMilli(context.clock().millis()).toString());
        if (record.deleted()) {
            event.putObject("record").put("id", record.id()).put("version", CardboxRules.version(record) + 1);
        } else {
            event.set("record", CardJson.of(record));
        }
        return event;
    }

    private String hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
