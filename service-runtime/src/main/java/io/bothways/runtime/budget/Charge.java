package io.bothways.runtime.budget;

/** What one call costs of one limit: most cost one, some apps count by tokens. */
public record Charge(Limit limit, long tokens) {
    public Charge {
        if (tokens < 1 || tokens > limit.tokens()) {
            throw new IllegalArgumentException("a call costs at least one token and no more than there are");
        }
    }
}
