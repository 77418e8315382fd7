package io.bothways.contracts.event;

import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.RecordRef;

/**
 * Merge's acknowledgement: the mirror now holds this. A poller may stay silent about a record whose whole reading has
 * this digest, because it is merged already.
 *
 * @param digest {@link io.bothways.contracts.record.Digest} of the mirrored fields; empty when the record is deleted
 */
public record Mirrored(TenantId tenant, RecordRef ref, String digest, boolean deleted) {}
