package io.bothways.connector.descriptor;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A limit of the app: a bucket of tokens that every call within its scope takes some of. All buckets of an app hold at
 * once, over all services and replicas together, and in <em>every</em> window of their length, not only in the app's
 * own. The numbers are the app's usual ones; an account's settings may name others by the bucket's name.
 *
 * @param name unique within the connector; also the name in an account's settings
 * @param tokens that the app grants per window
 * @param window its length
 * @param endpoint the bucket's scope: only operations ({@link io.bothways.connector.Operation#value}) whose name begins
 *     with this; empty for all
 * @param costs beginning of an operation's name to the tokens that one call of it takes; the longest beginning counts,
 *     so that {@code ""} names all others; what no beginning names takes 1
 * @param reset when the app fills the bucket again
 */
public record Budget(
        String name, long tokens, Duration window, String endpoint, Map<String, Long> costs, Reset reset) {
    public Budget {
        costs = Map.copyOf(costs);
        Checks.atLeastOne("the tokens of budget " + name, tokens);
        Checks.atLeastOne("the window of budget " + name, window.toMillis());
        costs.forEach((operation, cost) -> Checks.atLeastOne("the cost of " + operation, cost));
    }

    /** A limit on calls of any kind in every window of this length. */
    public static Budget rolling(String name, long calls, Duration window) {
        return new Budget(name, calls, window, "", Map.of(), new Reset.Rolling());
    }

    /** A limit per day that is full again at the midnight of the account's own zone. */
    public static Budget daily(String name, long calls) {
        return new Budget(name, calls, Duration.ofDays(1), "", Map.of(), new Reset.Midnight(Optional.empty()));
    }

    /** The same limit for operations whose name begins with this. */
    public Budget forEndpoint(String beginning) {
        return new Budget(name, tokens, window, beginning, costs, reset);
    }

    /** The same limit with what the calls of some operations take. */
    public Budget costing(Map<String, Long> tokensByOperation) {
        return new Budget(name, tokens, window, endpoint, tokensByOperation, reset);
    }

    /** The same limit, filled again in another way. */
    public Budget resetting(Reset other) {
        return new Budget(name, tokens, window, endpoint, costs, other);
    }

    /** Whether calls of an operation take from this bucket. */
    public boolean covers(String operation) {
        return operation.startsWith(endpoint);
    }

    /** The tokens that one call of an operation takes. */
    public long cost(String operation) {
        long cost = 1;
        int longest = -1;
        for (Map.Entry<String, Long> entry : costs.entrySet()) {
            if (operation.startsWith(entry.getKey()) && entry.getKey().length() > longest) {
                longest = entry.getKey().length();
                cost = entry.getValue();
            }
        }
        return cost;
    }

    /** When the app fills a bucket again. */
    public sealed interface Reset {
        /** Each token comes back one window after it was taken. */
        record Rolling() implements Reset {}

        /** All at once, one window after the first that was taken. */
        record FromFirstCall() implements Reset {}

        /**
         * All at once at midnight, whatever the window.
         *
         * @param zone where; empty for the account's own zone
         */
        record Midnight(Optional<ZoneId> zone) implements Reset {}
    }
}
