package io.bothways.simulator.salesforce.outbound;

import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookFormat;
import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The organization's Outbound Messages, one for each type, all fields. A message that is not acknowledged waits ever
 * longer, up to two hours, and is dropped when it is a day old.
 */
public final class OutboundMessages implements WebhookFormat<Notification> {
    private static final String INSTANCE_URL = "https://simulated.my.salesforce.com";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);
    /** The waits of this many attempts add up to just under 24 hours. */
    private static final int RETRIES_OF_A_DAY = 19;
    private static final int CONCURRENCY = 4;

    private long nextNotification = 1;

    /** The number of the next notification, which goes on over restarts, lest a listener takes it for a repetition. */
    public long nextNotification() {
        return nextNotification;
    }

    public void continueFrom(long number) {
        nextNotification = Math.max(nextNotification, number);
    }

    @Override
    public int maxEvents() {
        return OutboundMessage.MAX_NOTIFICATIONS;
    }

    @Override
    public Object kindOf(Notification event) {
        return event.row().type().name();
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
        return RETRIES_OF_A_DAY;
    }

    @Override
    public Duration retryDelay(int attempt) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    @Override
    public Notification eventAbout(StoredRecord stored) {
        SalesforceType type = Organization.type(stored.type().name()).orElseThrow();
        return new Notification(RecordId.of("04l", nextNotification++), new RecordRow(type, stored));
    }

    @Override
    public Delivery encode(List<Notification> events, int attempt, String url) {
        SalesforceType type = events.getFirst().row().type();
        String actionId = RecordId.of("04k", 1 + Organization.types().indexOf(type));
        return new Delivery(Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
                new OutboundMessage(type, actionId, INSTANCE_URL, events).toXml());
    }

    @Override
    public boolean acknowledged(int status, String body) {
        return Acknowledgement.accepts(status, body);
    }
}
