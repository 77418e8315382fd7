package io.bothways.simulator.pipedrive.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.SimulatorClock;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One webhook: what it is about, where it goes and with which Basic credentials. Every tenth delivery whose first
 * attempt fails bans it for half an hour, in which its events are lost; three days without a success end it.
 */
public final class Subscription implements WebhookFormat<ObjectNode> {
    static final String ANY = "*";
    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(150));
    private static final int STRIKES = 10;
    private static final Duration BAN = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofDays(3);

    private final Terms terms;
    private final SimulatorClock clock;
    private final BiFunction<Subscription, StoredRecord, ObjectNode> describe;
    private int strikes;
    private long bannedUntil;
    private long lastSuccess;

    /**
     * What was agreed.
     *
     * @param action {@code create}, {@code change}, {@code delete} or {@code *}
     * @param object {@code person}, {@code organization}, {@code deal}, {@code lead} or {@code *}
     */
    public record Terms(int id, String name, String url, String action, String object, String user, String password) {
        @Override
        public String toString() {
            return "webhook " + id + " " + action + "." + object;
        }
    }

    Subscription(Terms terms, SimulatorClock clock, BiFunction<Subscription, StoredRecord, ObjectNode> describe) {
        this.terms = terms;
        this.clock = clock;
        this.describe = describe;
        this.lastSuccess = clock.millis();
    }

    public Terms terms() {
        return terms;
    }

    boolean wants(String action, String object) {
        return (terms.action().equals(ANY) || terms.action().equals(action))
                && (terms.object().equals(ANY) || terms.object().equals(object)) && clock.millis() >= bannedUntil;
    }

    /** Whether the vendor has removed it by now. */
    boolean ended() {
        return strikes > 0 && clock.millis() - lastSuccess >= PATIENCE.toMillis();
    }

    @Override
    public int maxEvents() {
        return 1;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public int concurrency() {
        return 10;
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
        return describe.apply(this, record);
    }

    @Override
    public Delivery encode(List<ObjectNode> events, int attempt, String url) {
        ObjectNode event = events.getFirst().deepCopy();
        event.withObject("/meta").put("attempt", attempt + 1);
        String credentials = terms.user() + ":" + terms.password();
        return new Delivery(Map.of("Content-Type", "application/json", "User-Agent", "Pipedrive Webhooks",
                "Authorization", "Basic "
                        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))),
                event.toString());
    }

    @Override
    public boolean acknowledged(int status, String body) {
        return status >= 200 && status < 300;
    }

    @Override
    public void attempted(int attempt, boolean acknowledged) {
        if (acknowledged) {
            lastSuccess = clock.millis();
        } else if (attempt == 0 && ++strikes % STRIKES == 0) {
            bannedUntil = clock.millis() + BAN.toMillis();
        }
    }
}
