package io.bothways.contracts.configuration;

import io.bothways.contracts.Side;

/**
 * Two fields whose equal normalised values say that two unlinked records are the same thing.
 *
 * @param name unique within its object sync
 */
public record MatchKey(String name, String fieldA, String fieldB, Normaliser normaliser) {
    /** How a value is normalised before it is compared. */
    public enum Normaliser {
        EMAIL,
        DOMAIN,
        PHONE,
        TEXT
    }

    public String field(Side side) {
        return side == Side.A ? fieldA : fieldB;
    }
}
