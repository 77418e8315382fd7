package io.bothways.status.registry;

import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.mapping.ConfigurationCheck;
import io.bothways.core.mapping.ConfigurationError;
import io.bothways.core.mapping.DefaultMappings;
import io.bothways.status.registry.Refusal.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The object syncs that two schemas suggest. References are kept only where both ends are kept in step. */
final class Suggestion {
    private final Map<String, ObjectSchema> a;
    private final Map<String, ObjectSchema> b;

    Suggestion(List<ObjectSchema> schemasA, List<ObjectSchema> schemasB) {
        a = byKind(schemasA);
        b = byKind(schemasB);
    }

    List<ObjectSync> objectSyncs(List<String> wished) {
        Set<String> common = new java.util.TreeSet<>(a.keySet());
        common.retainAll(b.keySet());
        for (String kind : wished) {
            if (!common.contains(kind)) {
                throw Refusal.of("objects", "'" + kind + "' is not one of: " + String.join(", ", common));
            }
        }
        Set<String> kinds = wished.isEmpty() ? common : Set.copyOf(wished);
        if (kinds.isEmpty()) {
            throw Refusal.of("objects", "the two apps have no object in common");
        }
        Set<String> typesA = kinds.stream().map(kind -> a.get(kind).type()).collect(Collectors.toSet());
        Set<String> typesB = kinds.stream().map(kind -> b.get(kind).type()).collect(Collectors.toSet());
        List<ObjectSync> syncs = new ArrayList<>();
        for (String kind : common) {
            if (kinds.contains(kind)) {
                syncs.add(checked(kind, a.get(kind), b.get(kind), typesA, typesB));
            }
        }
        return syncs;
    }

    /**
     * One object sync of any two types, for a person to complete: a custom object is called otherwise in every app, and
     * some have no field in common.
     *
     * @param others what the connection keeps in step already
     */
    ObjectSync objectSync(String name, String typeA, String typeB, List<ObjectSync> others) {
        Set<String> typesA = new HashSet<>(Set.of(typeA));
        Set<String> typesB = new HashSet<>(Set.of(typeB));
        others.forEach(other -> {
            typesA.add(other.typeA());
            typesB.add(other.typeB());
        });
        return suggested(name, ofType("type_a", typeA, a), ofType("type_b", typeB, b), typesA, typesB);
    }

    private static ObjectSchema ofType(String parameter, String type, Map<String, ObjectSchema> schemas) {
        return schemas.values().stream()
                .filter(schema -> schema.type().equals(type))
                .findFirst()
                .orElseThrow(() -> Refusal.of(parameter, "'" + type + "' is not one of: " + schemas.values().stream()
                        .map(ObjectSchema::type)
                        .sorted()
                        .collect(Collectors.joining(", "))));
    }

    private static ObjectSync checked(
            String kind, ObjectSchema schemaA, ObjectSchema schemaB, Set<String> typesA, Set<String> typesB) {
        ObjectSync sync = suggested(kind, schemaA, schemaB, typesA, typesB);
        List<ConfigurationError> errors = ConfigurationCheck.check(sync, schemaA, schemaB);
        if (!errors.isEmpty()) {
            throw new Refusal(
                    400,
                    "The two accounts cannot be mapped as they are.",
                    errors.stream()
                            .map(error -> new FieldError("objects." + kind + "." + error.path(), error.message()))
                            .toList());
        }
        return sync;
    }

    private static ObjectSync suggested(
            String kind, ObjectSchema schemaA, ObjectSchema schemaB, Set<String> typesA, Set<String> typesB) {
        ObjectSync suggested = DefaultMappings.between(schemaA, schemaB);
        List<Mapping> kept = suggested.mappings().stream()
                .filter(mapping -> pointsInto(schemaA, mapping.a().name(), typesA)
                        && pointsInto(schemaB, mapping.b().name(), typesB))
                .toList();
        return new ObjectSync(kind, schemaA.type(), schemaB.type(), suggested.matchKeys(), kept);
    }

    private static boolean pointsInto(ObjectSchema schema, String name, Set<String> types) {
        Optional<FieldSchema> field =
                schema.fields().stream().filter(found -> found.name().equals(name)).findFirst();
        return field.map(found -> !(found.type() == ValueType.REFERENCE || found.type() == ValueType.REFERENCE_SET)
                        || found.referenceTo().stream().anyMatch(types::contains))
                .orElse(true);
    }

    private static Map<String, ObjectSchema> byKind(List<ObjectSchema> schemas) {
        Map<String, ObjectSchema> kinds = new TreeMap<>();
        schemas.forEach(schema -> kinds.putIfAbsent(schema.kind(), schema));
        return kinds;
    }
}
