package io.bothways.contracts;

/** A tenant: the owner of accounts and connections; every row and message belongs to one. */
public record TenantId(String value) {
    public TenantId {
        Identifiers.check("TenantId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
