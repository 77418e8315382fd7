package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.Word;
import io.bothways.core.mapping.References;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import java.util.List;
import java.util.Optional;

/** Which side's value restricts more: for consent, where the stricter wish always stands. */
final class Restriction {
    private Restriction() {}

    /** The stricter side; empty where the mapping cannot tell, for example between two values that it does not rank. */
    static Optional<Side> stricter(Mapping mapping, FieldValue a, FieldValue b, References references) {
        // Ranks are given in side A's words.
        if (!(Translation.translate(mapping, Side.B, b, references) instanceof Translated.Carried(FieldValue ofB))) {
            return Optional.empty();
        }
        return mapping.restrictive().flatMap(restrictive -> side(switch (restrictive) {
            case Restrictive.Ranked(List<String> values) -> Integer.compare(rank(values, a), rank(values, ofB));
            case Restrictive.Lowest lowest -> compare(a, ofB, 1);
            case Restrictive.Highest highest -> compare(a, ofB, -1);
        }));
    }

    private static Optional<Side> side(int order) {
        return order == 0 ? Optional.empty() : Optional.of(order < 0 ? Side.A : Side.B);
    }

    private static int rank(List<String> values, FieldValue field) {
        int rank = values.indexOf(Word.of(field));
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    /** Negative where {@code a} comes first; an empty field comes last, whatever the sign. */
    private static int compare(FieldValue a, FieldValue b, int sign) {
        if (!(a instanceof FieldValue.Present(Value one))) {
            return b instanceof FieldValue.Present ? 1 : 0;
        }
        if (!(b instanceof FieldValue.Present(Value other))) {
            return -1;
        }
        return sign * switch (one) {
            case Value.Decimal(var number) when other instanceof Value.Decimal(var than) -> number.compareTo(than);
            case Value.Date(var day) when other instanceof Value.Date(var than) -> day.compareTo(than);
            case Value.Timestamp(var at) when other instanceof Value.Timestamp(var than) -> at.compareTo(than);
            default -> 0;
        };
    }
}
