package io.bothways.merge.link;

import io.bothways.contracts.write.Failure;

/**
 * A write that ended without being carried out. The same write is not sent again until the record or the configuration
 * makes it another one.
 *
 * @param digest names what was to be written, under which configuration
 * @param review a person has to decide; otherwise the app refuses it
 */
public record Refusal(String digest, boolean review, Failure failure) {
    /** Whether nobody can tell if it was carried out. */
    public boolean unresolved() {
        return review && failure.code().equals(Codes.OUTCOME_UNKNOWN);
    }
}
