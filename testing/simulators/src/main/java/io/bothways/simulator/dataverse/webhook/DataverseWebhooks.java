package io.bothways.simulator.dataverse.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asynchronous webhooks: one message a request, sixty seconds of patience, and one repetition, only after an answer of
 * 502, 503 or 504. What is not delivered then is lost.
 */
public final class DataverseWebhooks implements WebhookFormat<RowEvent> {
    /** The header that carries the key where no endpoint was registered. */
    public static final String KEY_HEADER = "x-webhook-key";
    private static final int LARGEST_BODY = 256 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int CONCURRENCY = 20;
    private static final Set<Integer> RETRIED = Set.of(502, 503, 504);

    private final String secret;
    private final Clock clock;
    private Map<String, String> keyHeaders;
    private long nextOperation = 1;

    public DataverseWebhooks(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
        this.keyHeaders = Map.of(KEY_HEADER, secret);
    }

    public String secret() {
        return secret;
    }

    /** The headers that show a request to be genuine, from now on. */
    void keyHeaders(Map<String, String> headers) {
        keyHeaders = Map.copyOf(headers);
    }

    String nextOperationId() {
        return Organization.id("operation " + clock.millis() + " " + nextOperation++);
    }

    @Override
    public int maxEvents() {
        return 1;
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
        return 1;
    }

    @Override
    public boolean retries(int status) {
        return RETRIED.contains(status);
    }

    @Override
    public Duration retryDelay(int attempt) {
        return RETRY;
    }

    @Override
    public RowEvent eventAbout(StoredRecord row) {
        return new RowEvent(row.deleted() ? "Delete" : "Update", row, row.fields().keySet(), row.modifiedBy(),
                row.modifiedAt(), nextOperationId());
    }

    @Override
    public Delivery encode(List<RowEvent> events, int attempt, String url) {
        RowEvent event = events.getFirst();
        ObjectNode context = ExecutionContext.write(event);
        Map<String, String> headers = new LinkedHashMap<>(keyHeaders);
        headers.put("Content-Type", "application/json");
        headers.put("x-ms-dynamics-organization", Organization.ORGANIZATION_NAME + ".crm.dynamics.com");
        headers.put("x-ms-dynamics-entity-name", Organization.storedAs(event.row().type()).logicalName());
        headers.put("x-ms-dynamics-request-name", event.message());
        headers.put("x-ms-correlation-request-id", event.operationId());
        String body = context.toString();
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
            headers.put("x-ms-dynamics-msg-size-exceeded", "true");
            ExecutionContext.shorten(context);
            body = context.toString();
        }
        return new Delivery(headers, body);
    }

    @Override
    public boolean acknowledged(int status, String body) {
        return status / 100 == 2;
    }
}
