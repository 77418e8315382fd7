package io.bothways.contracts.configuration;

import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field pair that is kept in step. One of its sides may have several fields, which are then one value together: a
 * first and a last name that the other side holds as one text.
 *
 * @param name the pair's name, unique within its object sync
 * @param options side A's option to side B's, for picklists; an option without a partner is held
 * @param restrictive what restricts more, for that policy
 * @param moreA side A's fields after {@code a}
 * @param moreB side B's fields after {@code b}
 * @param toA how side B's value is said on side A; none: as it is
 * @param toB how side A's value is said on side B; none: as it is
 * @param derived reads fields that another mapping keeps in step, in one direction; it remembers by itself what it read
 */
public record Mapping(
        String name,
        MappedField a,
        MappedField b,
        Direction direction,
        Policy policy,
        Map<String, String> options,
        Optional<Restrictive> restrictive,
        List<MappedField> moreA,
        List<MappedField> moreB,
        List<Transform> toA,
        List<Transform> toB,
        boolean derived) {
    public Mapping {
        options = Map.copyOf(options);
        moreA = List.copyOf(moreA);
        moreB = List.copyOf(moreB);
        toA = List.copyOf(toA);
        toB = List.copyOf(toB);
    }

    /** One field to one field, as it is. */
    public Mapping(
            String name,
            MappedField a,
            MappedField b,
            Direction direction,
            Policy policy,
            Map<String, String> options) {
        this(name, a, b, direction, policy, options, Optional.empty(), List.of(), List.of(), List.of(), List.of(),
                false);
    }

    /** The first field of a side, for most mappings the only one. */
    public MappedField on(Side side) {
        return side == Side.A ? a : b;
    }

    /** The fields of a side after the first. */
    public List<MappedField> more(Side side) {
        return side == Side.A ? moreA : moreB;
    }

    /** All fields of a side, in their order. */
    public List<MappedField> fields(Side side) {
        if (more(side).isEmpty()) {
            return List.of(on(side));
        }
        List<MappedField> fields = new ArrayList<>(more(side));
        fields.addFirst(on(side));
        return fields;
    }

    /** Whether the mapping carries a field of this side. */
    public boolean has(Side side, String field) {
        return on(side).name().equals(field) || more(side).stream().anyMatch(more -> more.name().equals(field));
    }

    /**
     * The name under which a link keeps the base of a field. A derived mapping has bases of its own for what it reads:
     * the mapping that keeps the field in step moves the field's base, and may do so before the derived one has carried.
     */
    public String baseOf(Side side, MappedField field) {
        return derived && carriesFrom(side) ? name + ":" + field.name() : field.name();
    }

    /** How a value of the other side is said on {@code side}. */
    public List<Transform> to(Side side) {
        return side == Side.A ? toA : toB;
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

    public Mapping withPolicy(Policy next) {
        return new Mapping(name, a, b, direction, next, options, restrictive, moreA, moreB, toA, toB, derived);
    }

    public Mapping withRestrictive(Restrictive next) {
        return new Mapping(name, a, b, direction, Policy.MOST_RESTRICTIVE, options, Optional.of(next), moreA, moreB,
                toA, toB, derived);
    }

    public Mapping withMore(List<MappedField> nextA, List<MappedField> nextB) {
        return new Mapping(name, a, b, direction, policy, options, restrictive, nextA, nextB, toA, toB, derived);
    }

    public Mapping withTransforms(List<Transform> nextToA, List<Transform> nextToB) {
        return new Mapping(name, a, b, direction, policy, options, restrictive, moreA, moreB, nextToA, nextToB,
                derived);
    }

    public Mapping asDerived() {
        return new Mapping(name, a, b, direction, policy, options, restrictive, moreA, moreB, toA, toB, true);
    }
}
