package io.bothways.connector.descriptor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an app bears.
 *
 * @param budgets all of which hold at once; empty where the app has no limit
 * @param concurrentCalls calls that one account bears at once, over all services
 * @param concurrentByEndpoint the same for operations whose name begins with the key
 */
public record Limits(List<Budget> budgets, int concurrentCalls, Map<String, Integer> concurrentByEndpoint) {
    /** @throws IllegalArgumentException if two budgets have one name */
    public Limits {
        budgets = List.copyOf(budgets);
        concurrentByEndpoint = Map.copyOf(concurrentByEndpoint);
        Checks.atLeastOne("calls at once", concurrentCalls);
        concurrentByEndpoint.forEach((endpoint, calls) -> Checks.atLeastOne("calls at once of " + endpoint, calls));
        Set<String> names = new HashSet<>();
        for (Budget budget : budgets) {
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException("two budgets are called " + budget.name());
            }
        }
    }

    public static Limits of(int concurrentCalls, Budget... budgets) {
        return new Limits(List.of(budgets), concurrentCalls, Map.of());
    }

    /** The calls of an operation that may run at once. */
    public int concurrentCalls(String operation) {
        return concurrentByEndpoint.entrySet().stream()
                .filter(limit -> operation.startsWith(limit.getKey()))
                .mapToInt(Map.Entry::getValue)
                .reduce(concurrentCalls, Math::min);
    }
}
