package io.bothways.contracts.configuration;

import io.bothways.contracts.Side;
import java.util.Map;

/**
 * A field pair that is kept in step.
 *
 * @param name the pair's name, unique within its object sync
 * @param options side A's option to side B's, for picklists; an option without a partner is held
 */
public record Mapping(
        String name, MappedField a, MappedField b, Direction direction, Policy policy, Map<String, String> options) {
    public Mapping {
        options = Map.copyOf(options);
    }

    public MappedField on(Side side) {
        return side == Side.A ? a : b;
    }

    /** Whether a change of {@code source} is carried to the other side. */
    public boolean carriesFrom(Side source) {
        return switch (direction) {
            case TWO_WAY -> true;
            case A_TO_B -> source == Side.A;
            case B_TO_A -> source == Side.B;
            case OFF -> false;
        };
    }
}
