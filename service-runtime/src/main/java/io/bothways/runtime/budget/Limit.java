package io.bothways.runtime.budget;

/**
 * A limit of an app as it is kept for one account.
 *
 * @param key of its row: connector, vendor's identity of the account, name
 * @param name unique within the connector
 * @param tokens what the app allows per span
 * @param ceiling what we use of it at most
 * @param shared what is used of it at most by us and, as far as the app tells, by others: the rest is their reserve
 */
public record Limit(String key, String name, long tokens, long ceiling, long shared, Span span) {
    public Limit {
        if (tokens < 1 || ceiling < 1 || shared < 1 || ceiling > tokens || shared > tokens) {
            throw new IllegalArgumentException("a limit allows at least one call, and no more than the app: " + key);
        }
    }

    /**
     * @param ceilingPercent share of the app's limit that we use at most
     * @param reservePercent share that is left to others at least
     */
    public static Limit of(
            String key, String name, long tokens, Span span, int ceilingPercent, int reservePercent) {
        return new Limit(
                key, name, tokens, part(tokens, ceilingPercent), part(tokens, 100 - reservePercent), span);
    }

    /** The most that we may have, whoever else is there. */
    long most() {
        return Math.min(ceiling, shared);
    }

    /** The same where the app has no more than {@code most} tokens, of which the shares are as large. */
    Limit ofAtMost(long most) {
        return most >= tokens ? this : new Limit(
                key, name, most, share(ceiling, most), share(shared, most), span);
    }

    private long share(long ofTokens, long most) {
        return Math.clamp(Math.round((double) ofTokens / tokens * most), 1, most);
    }

    private static long part(long tokens, int percent) {
        // Divided first where the product would overflow.
        long part = tokens > Long.MAX_VALUE / 100 ? tokens / 100 * percent : tokens * percent / 100;
        return Math.max(1, part);
    }
}
