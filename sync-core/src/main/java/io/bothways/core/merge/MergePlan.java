package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a link's merge came to.
 *
 * @param decisions what happened to which mapping and why, in the order of the mappings
 * @param differences mappings that are listed as different from now on
 * @param rewrites what is to be remembered of rewritten mappings from now on
 */
public record MergePlan(
        SidePlan a, SidePlan b, List<FieldDecision> decisions, Set<String> differences, Map<String, Rewrites> rewrites) {
    public MergePlan {
        decisions = List.copyOf(decisions);
        differences = Set.copyOf(differences);
        rewrites = Map.copyOf(rewrites);
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
        private final Map<String, Rewrites> rewrites;

        Draft(Map<String, Rewrites> rewrites) {
            this.rewrites = rewrites.isEmpty() ? Map.of() : new HashMap<>(rewrites);
        }

        void decide(FieldDecision decision) {
            decisions.add(decision);
        }

        void differ(String mapping) {
            differences.add(mapping);
        }

        @Nullable Rewrites rewrites(String mapping) {
            return rewrites.get(mapping);
        }

        void remember(String mapping, Rewrites seen) {
            rewrites.put(mapping, seen);
        }

        void forget(String mapping) {
            if (!rewrites.isEmpty()) {
                rewrites.remove(mapping);
            }
        }

        /** The bases of both ends become what the sides hold now. */
        void settle(Mapping mapping, LinkView view) {
            for (Side side : sides) {
                moveBase(mapping, side, view.on(side).now(mapping.on(side).name()), view);
            }
        }

        /** What is agreed with a side of one field; of several, it is what they hold now. */
        void moveBase(Mapping mapping, Side side, FieldValue agreed, LinkView view) {
            agree(bases.get(side.ordinal()), mapping, side, agreed, view);
        }

        /** Side {@code to} shall hold the values, one per field; thereby {@code source} is agreed with the other side. */
        void write(Mapping mapping, Side to, List<FieldValue> values, FieldValue source, LinkView view) {
            List<MappedField> fields = mapping.fields(to);
            for (int i = 0; i < fields.size(); i++) {
                String field = fields.get(i).name();
                FieldValue now = view.on(to).now(field);
                // Of several fields only those that differ are written.
                if (fields.size() == 1 || !values.get(i).equals(now)) {
                    write.get(to.ordinal()).put(field, values.get(i));
                    expected.get(to.ordinal()).put(field, now);
                }
            }
            agree(sources.get(to.ordinal()), mapping, to.other(), source, view);
        }

        private static void agree(
                Map<String, FieldValue> agreed, Mapping mapping, Side side, FieldValue value, LinkView view) {
            agreed.put(mapping.baseOf(side, mapping.on(side)), mapping.more(side).isEmpty()
                    ? value
                    : view.on(side).now(mapping.on(side).name()));
            for (MappedField field : mapping.more(side)) {
                agreed.put(mapping.baseOf(side, field), view.on(side).now(field.name()));
            }
        }

        MergePlan plan() {
            return new MergePlan(side(0), side(1), decisions, differences, rewrites);
        }

        private SidePlan side(int i) {
            return new SidePlan(write.get(i), sources.get(i), expected.get(i), bases.get(i));
        }
    }
}
