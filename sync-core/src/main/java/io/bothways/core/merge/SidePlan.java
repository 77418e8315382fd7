package io.bothways.core.merge;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * What happens to one side.
 *
 * @param write its fields and what they shall hold, raw
 * @param sources the other side's fields and values that {@code write} was decided from
 * @param expected what the written fields held when it was decided
 * @param bases its fields whose base moves without a write, and to what
 */
public record SidePlan(
        Map<String, FieldValue> write,
        Map<String, FieldValue> sources,
        Map<String, FieldValue> expected,
        Map<String, FieldValue> bases) {
    public SidePlan {
        write = Map.copyOf(write);
        sources = Map.copyOf(sources);
        expected = Map.copyOf(expected);
        bases = Map.copyOf(bases);
    }
}
