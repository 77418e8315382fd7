package io.bothways.webhook.pending;

import io.bothways.contracts.record.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A hinted record that this replica is reading.
 *
 * @param sequence of the newest hint that the reading will cover
 * @param firstAt when the first hint came in
 * @param occurredAt of the newest hint, by the app's clock
 * @param deleted a hint said that the record is gone
 * @param attempts re-reads that came to nothing before
 * @param record the newest that was pushed, where every hint brought one
 * @param movedTo id of the record that this one was combined into, as the newest hint that knew it said
 */
public record Claim(
        String id,
        long sequence,
        Instant firstAt,
        Instant occurredAt,
        boolean deleted,
        int attempts,
        Optional<Snapshot> record,
        Optional<String> movedTo) {}
