package io.bothways.contracts.event;

import java.time.Instant;

/**
 * A message that could not be understood or handled, parked whole so that it blocks nothing and can be replayed.
 *
 * @param topic where it stood
 * @param key its key, as text
 * @param payload its bytes
 * @param reason why it was parked, without personal data
 */
public record DeadLetter(
        String topic, int partition, long offset, String key, byte[] payload, String reason, Instant parkedAt) {}
