package io.bothways.webhook.pending;

import java.time.Instant;

/**
 * A hinted record that this replica is reading.
 *
 * @param sequence of the newest hint that the reading will cover
 * @param firstAt when the first hint came in
 * @param occurredAt of the newest hint, by the app's clock
 * @param deleted a hint said that the record is gone
 * @param attempts re-reads that came to nothing before
 */
public record Claim(String id, long sequence, Instant firstAt, Instant occurredAt, boolean deleted, int attempts) {}
