package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a link's merge came to.
 *
 * @param decisions one per mapping that something happened to, in the order of the mappings
 * @param differences mappings that are listed as different from now on
 */
public record MergePlan(SidePlan a, SidePlan b, List<FieldDecision> decisions, Set<String> differences) {
    public MergePlan {
        decisions = List.copyOf(decisions);
        differences = Set.copyOf(differences);
    }

    public SidePlan on(Side side) {
        return side == Side.A ? a : b;
    }

    /** Whether nothing is written and no base moves. */
    public boolean isEmpty() {
        return a.write().isEmpty() && b.write().isEmpty() && a.bases().isEmpty() && b.bases().isEmpty();
    }

    /** A plan in the making. */
    static final class Draft {
        private final Side[] sides = Side.values();
        private final List<Map<String, FieldValue>> write = List.of(new HashMap<>(), new HashMap<>());
        private final List<Map<String, FieldValue>> sources = List.of(new HashMap<>(), new HashMap<>());
        private final List<Map<String, FieldValue>> expected = List.of(new HashMap<>(), new HashMap<>());
        private final List<Map<String, FieldValue>> bases = List.of(new HashMap<>(), new HashMap<>());
        private final List<FieldDecision> decisions = new ArrayList<>();
        private final Set<String> differences = new TreeSet<>();

        void decide(FieldDecision decision) {
            decisions.add(decision);
        }

        void differ(String mapping) {
            differences.add(mapping);
        }

        /** The bases of both ends become what the sides hold now. */
        void settle(Mapping mapping, LinkView view) {
            for (Side side : sides) {
                moveBase(mapping, side, view);
            }
        }

        void moveBase(Mapping mapping, Side side, LinkView view) {
            String field = mapping.on(side).name();
            bases.get(side.ordinal()).put(field, view.on(side).now(field));
        }

        void write(Mapping mapping, Side to, FieldValue value, LinkView view) {
            String target = mapping.on(to).name();
            String source = mapping.on(to.other()).name();
            write.get(to.ordinal()).put(target, value);
            sources.get(to.ordinal()).put(source, view.on(to.other()).now(source));
            expected.get(to.ordinal()).put(target, view.on(to).now(target));
        }

        MergePlan plan() {
            return new MergePlan(side(0), side(1), decisions, differences);
        }

        private SidePlan side(int i) {
            return new SidePlan(write.get(i), sources.get(i), expected.get(i), bases.get(i));
        }
    }
}
