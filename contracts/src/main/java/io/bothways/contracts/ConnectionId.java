package io.bothways.contracts;

/** Two accounts of one tenant, linked. */
public record ConnectionId(String value) {
    public ConnectionId {
        Identifiers.check("ConnectionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
