package io.bothways.simulator.kit.webhook;

import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a vendor's webhooks look and when they are sent again. */
public interface WebhookFormat<E> {

    /** The most events of one request. */
    int maxEvents();

    /** Only events of equal kinds travel in one request. */
    default Object kindOf(E event) {
        return "event";
    }

    /** How long the vendor waits for an answer. */
    Duration timeout();

    /** How many requests are under way at once at most. */
    int concurrency();

    /** How often a delivery is sent again. */
    int maxRetries();

    /** Whether a delivery answered so is sent again at all; 0 stands for no answer. */
    default boolean retries(int status) {
        return true;
    }

    /** How long the vendor waits before the given attempt; the first retry is attempt 1. */
    Duration retryDelay(int attempt);

    /** An event that says that the record, as it is now, has changed. */
    E eventAbout(StoredRecord record);

    /** The request; signed anew for each attempt, the first of which is attempt 0. */
    Delivery encode(List<E> events, int attempt, String url);

    /** Whether the answer settles the delivery. */
    boolean acknowledged(int status, String body);

    /** Is told how each attempt of a delivery ended; the first is attempt 0. For vendors that give up on a target. */
    default void attempted(int attempt, boolean acknowledged) {
    }

    /** A request: headers and body. */
    record Delivery(Map<String, String> headers, String body) {
        public Delivery {
            headers = Map.copyOf(headers);
        }

        /** Bodies hold personal data. */
        @Override
        public String toString() {
            return "Delivery[" + body.length() + " characters]";
        }
    }
}
