package io.bothways.contracts;

import java.time.Instant;

/**
 * What every message carries, whatever it says.
 *
 * @param id unique per message; a redelivered message keeps it
 * @param tenant whose message it is
 * @param account the account that the message is about
 * @param cause why it exists
 * @param epoch the installation epoch: raised by a restore of the database, older messages are void
 * @param occurredAt when it happened, by the app's clock where the app tells it, else {@code observedAt}
 * @param observedAt when Bothways first knew of it, by our clock; latency is measured from here
 * @param trace W3C traceparent, empty where there is none
 */
public record MessageHead(
        String id,
        TenantId tenant,
        AccountId account,
        Cause cause,
        long epoch,
        Instant occurredAt,
        Instant observedAt,
        String trace) {}
