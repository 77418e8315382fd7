package io.bothways.simulator.kit.webhook;

import java.time.Duration;

/**
 * Where webhooks go.
 *
 * @param url the target of all subscriptions; empty for none
 * @param enabled whether changes are sent
 * @param duplicates how often each delivery is sent; 1 is once
 * @param delay how long after a change it is sent
 * @param reordered whether what was collected during the delay is sent newest first
 */
public record WebhookSettings(String url, boolean enabled, int duplicates, Duration delay, boolean reordered) {
    public static final WebhookSettings NONE = new WebhookSettings("", false, 1, Duration.ZERO, false);

    public WebhookSettings {
        if (duplicates < 1 || duplicates > 100) {
            throw new IllegalArgumentException("duplicates must be from 1 to 100");
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay_ms must not be negative");
        }
        if (enabled && url.isEmpty()) {
            throw new IllegalArgumentException("url is missing");
        }
    }
}
