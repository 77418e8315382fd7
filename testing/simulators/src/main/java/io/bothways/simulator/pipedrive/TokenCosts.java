package io.bothways.simulator.pipedrive;

import java.util.Map;

/** What a call takes from the daily budget, by operation: {@code x-token-cost} of the vendor's specifications. */
final class TokenCosts {
    private static final Map<String, Integer> BY_NAME = Map.ofEntries(
            Map.entry("deals.archived", 20), Map.entry("leads.list", 20), Map.entry("leads.archived", 20),
            Map.entry("leads.get", 2), Map.entry("leads.create", 10), Map.entry("leads.update", 10),
            Map.entry("leads.delete", 6), Map.entry("users.list", 20), Map.entry("users.get", 2),
            Map.entry("users.me", 2), Map.entry("pipelines.list", 5), Map.entry("stages.list", 5),
            Map.entry("webhooks.list", 10), Map.entry("webhooks.create", 10), Map.entry("webhooks.delete", 6),
            Map.entry("items.search", 20), Map.entry("unknown", 1));
    private static final Map<String, Integer> BY_ENDING = Map.of("list", 10, "get", 1, "create", 5, "update", 5,
            "delete", 3, "search", 20, "fields", 10, "merge", 40);

    private TokenCosts() {
    }

    static int of(String operation) {
        Integer named = BY_NAME.get(operation);
        if (named != null) {
            return named;
        }
        Integer cost = BY_ENDING.get(operation.substring(operation.indexOf('.') + 1));
        if (cost == null) {
            throw new IllegalArgumentException("No token cost is known for " + operation);
        }
        return cost;
    }
}
