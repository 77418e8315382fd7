package io.bothways.simulator.kit.store;

import io.bothways.simulator.kit.people.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object type of an app and its fields; {@code kind} says which part of the population fills it. */
public final class ObjectType {
    private final String name;
    private final String label;
    private final Kind kind;
    private final Map<String, FieldDefinition> fields = new LinkedHashMap<>();

    /**
     * What the records of the type stand for. {@code OTHER}: deals and the like, which no population fills;
     * {@code INTERNAL}: what has no place on the editing page either.
     */
    public enum Kind { PERSON, COMPANY, OTHER, INTERNAL }

    public ObjectType(String name, String label, Kind kind, List<FieldDefinition> fields) {
        this.name = name;
        this.label = label;
        this.kind = kind;
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    public String name() {
        return name;
    }

    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    public Iterable<FieldDefinition> fields() {
        return fields.values();
    }

    /** The field of that name, or {@code null}. */
    public @Nullable FieldDefinition field(String fieldName) {
        return fields.get(fieldName);
    }

    /** The field that holds the trait. */
    public Optional<FieldDefinition> fieldOf(Trait trait) {
        return fields.values().stream().filter(field -> field.trait() == trait).findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
