package io.bothways.poller;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;

/** One object type of one account: what is polled and listed as a whole. */
public record PolledType(TenantId tenant, AccountId account, String type) {
    /** Names the poll among scheduled work. Account ids are unique over all tenants and hold no slash. */
    public String key() {
        return account + "/" + type;
    }

    /** The key of the events that concern the type as a whole. */
    @Override
    public String toString() {
        return key();
    }
}
