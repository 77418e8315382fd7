package io.bothways.core.transform;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Small words for tests of transforms: side A's {@code a0 a1 …} to side B's {@code b0 b1 …}. */
final class Steps {
    private Steps() {}

    static Mapping mapping(List<ValueType> from, List<ValueType> to, Transform... steps) {
        Mapping mapping = new Mapping("m", field("a0", from.getFirst()), field("b0", to.getFirst()), Direction.TWO_WAY,
                Policy.SIDE_A, Map.of());
        return mapping.withMore(more("a", from), more("b", to)).withTransforms(List.of(), List.of(steps));
    }

    static Mapping mapping(ValueType from, ValueType to, Transform... steps) {
        return mapping(List.of(from), List.of(to), steps);
    }

    private static List<MappedField> more(String side, List<ValueType> types) {
        return java.util.stream.IntStream.range(1, types.size())
                .mapToObj(i -> field(side + i, types.get(i)))
                .toList();
    }

    static MappedField field(String name, ValueType type) {
        return new MappedField(name, type, true, true, false);
    }

    static Said say(Mapping mapping, FieldValue... values) {
        return Pipeline.say(mapping, Side.A, List.of(values));
    }

    /** A value of a type by its word; an empty word is an empty field. */
    static FieldValue value(ValueType type, String word) {
        if (word.isEmpty()) {
            return FieldValue.CLEARED;
        }
        return FieldValue.of(switch (type) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(word);
            case DECIMAL -> new Value.Decimal(new BigDecimal(word));
            case BOOLEAN -> new Value.Bool(Boolean.parseBoolean(word));
            case DATE -> new Value.Date(LocalDate.parse(word));
            case TIMESTAMP -> new Value.Timestamp(Instant.parse(word));
            case OPTION -> new Value.Option(word);
            case OPTION_SET -> new Value.OptionSet(new TreeSet<>(List.of(word.split("\\+"))));
            case REFERENCE -> new Value.Reference("t", word);
            case REFERENCE_SET -> new Value.ReferenceSet(new TreeSet<>(List.of(new Value.Reference("t", word))));
        });
    }
}
