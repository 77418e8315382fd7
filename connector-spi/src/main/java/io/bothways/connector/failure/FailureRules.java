package io.bothways.connector.failure;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of an app's errors, read from the top: the first rule that matches decides. The last one matches everything,
 * so that every answer means something. Pure data: connectors write it in Java, manifests in YAML.
 */
public record FailureRules(List<FailureRule> rules) {
    /** @throws IllegalArgumentException if the last rule has a condition, or an earlier one has none */
    public FailureRules {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || !rules.getLast().condition().matchesEverything()) {
            throw new IllegalArgumentException("the last rule has to match every answer");
        }
        if (rules.subList(0, rules.size() - 1).stream().anyMatch(rule -> rule.condition().matchesEverything())) {
            throw new IllegalArgumentException("the rules behind one that matches every answer are never read");
        }
    }

    public static FailureRules of(FailureRule... rules) {
        return new FailureRules(List.of(rules));
    }

    /** These rules in front of the others. */
    public static FailureRules of(List<FailureRule> first, FailureRules rest) {
        List<FailureRule> all = new ArrayList<>(first);
        all.addAll(rest.rules());
        return new FailureRules(all);
    }

    /** @param accountZone the account's own time zone, where it is known */
    public ConnectorFailure decide(ErrorAnswer answer, Clock clock, Optional<ZoneId> accountZone) {
        for (FailureRule rule : rules) {
            if (rule.condition().matches(answer)) {
                return rule.failure(answer, clock, accountZone);
            }
        }
        throw new IllegalStateException("the last rule matches every answer");
    }
}
