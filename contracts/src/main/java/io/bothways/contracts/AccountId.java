package io.bothways.contracts;

/** One connected app instance of a tenant. */
public record AccountId(String value) {
    public AccountId {
        Identifiers.check("AccountId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
