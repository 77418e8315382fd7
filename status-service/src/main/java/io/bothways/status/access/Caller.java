package io.bothways.status.access;

import io.bothways.contracts.TenantId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who is asking: the tenant comes from the key or session, never from anything that the caller sends. */
@RequestScoped
public class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public TenantId tenant() {
        return new TenantId(identity.getPrincipal().getName());
    }
}
