package io.bothways.merge.batch;

import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.RecordRef;

/** A record of a tenant. Its order is the order in which locks are taken. */
public record RecordKey(TenantId tenant, RecordRef ref) implements Comparable<RecordKey> {
    /** Another record of the same account and type. */
    public RecordKey sibling(String id) {
        return new RecordKey(tenant, new RecordRef(ref.account(), ref.type(), id));
    }

    public String id() {
        return ref.id();
    }

    // As of a record's reference: cheap, because every step looks records up.
    @Override
    public int hashCode() {
        return ref.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordKey(TenantId otherTenant, RecordRef otherRef)
                && ref.equals(otherRef) && tenant.value().equals(otherTenant.value());
    }

    @Override
    public int compareTo(RecordKey other) {
        int byTenant = tenant.value().compareTo(other.tenant.value());
        return byTenant != 0 ? byTenant : ref.compareTo(other.ref);
    }
}
