package io.bothways.chaos.judge;

import io.bothways.contracts.Side;
import io.bothways.endtoend.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object that is kept in step, as the judge knows it.
 *
 * @param object its name in the connection
 * @param key the fields by which people know that two records are the same
 * @param fields the field pairs that mean the same
 */
public record Judged(String object, String typeA, String typeB, Field key, List<Field> fields) {
    public Judged {
        fields = List.copyOf(fields);
    }

    /**
     * A field of side A and one of side B.
     *
     * @param mapping how the engine calls the pair
     * @param reference whether it names a record of the object {@code company}
     */
    public record Field(String mapping, String a, String b, boolean reference) {
        String on(Side side) {
            return side == Side.A ? a : b;
        }
    }

    String type(Side side) {
        return side == Side.A ? typeA : typeB;
    }

    Optional<Field> field(Side side, String name) {
        return fields.stream().filter(field -> field.on(side).equals(name)).findFirst();
    }

    /** @param mappings how the engine calls a field of side A */
    public static Judged of(String object, Pairing pairing, Map<String, String> mappings, List<Field> more) {
        List<Field> fields = new ArrayList<>(more);
        pairing.fields().forEach(pair -> fields.add(
                new Field(mappings.getOrDefault(pair.a(), pair.a()), pair.a(), pair.b(), false)));
        Field key = fields.stream().filter(field -> field.a().equals(pairing.key().a())).findFirst().orElseThrow();
        return new Judged(object, pairing.typeA(), pairing.typeB(), key, fields);
    }
}
