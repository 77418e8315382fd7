package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds everything in an object sync that cannot work, before it is saved: one precise error per line. */
public final class ConfigurationCheck {
    private final ObjectSync sync;
    private final Map<Side, Map<String, FieldSchema>> fields;
    private final Map<Side, ObjectSchema> schemas;
    private final List<ConfigurationError> errors = new ArrayList<>();

    private ConfigurationCheck(ObjectSync sync, ObjectSchema a, ObjectSchema b) {
        this.sync = sync;
        this.schemas = Map.of(Side.A, a, Side.B, b);
        this.fields = Map.of(Side.A, byName(a), Side.B, byName(b));
    }

    /** The errors, none where the object sync can be used with these schemas. */
    public static List<ConfigurationError> check(ObjectSync sync, ObjectSchema a, ObjectSchema b) {
        return new ConfigurationCheck(sync, a, b).run();
    }

    private List<ConfigurationError> run() {
        for (Side side : Side.values()) {
            if (!sync.type(side).equals(schemas.get(side).type())) {
                error("type" + side, "'" + sync.type(side) + "' is not '" + schemas.get(side).type() + "'");
            }
        }
        if (sync.mappings().isEmpty()) {
            error("mappings", "at least one field pair is needed");
        }
        Set<String> names = new HashSet<>();
        for (Mapping mapping : sync.mappings()) {
            if (!names.add(mapping.name())) {
                error(path(mapping), "the name is taken by another mapping; each has its own");
            }
            checkMapping(mapping);
        }
        for (Side side : Side.values()) {
            checkTargets(side);
        }
        sync.matchKeys().forEach(this::checkKey);
        return List.copyOf(errors);
    }

    private void checkMapping(Mapping mapping) {
        boolean known = true;
        for (Side side : Side.values()) {
            MappedField end = mapping.on(side);
            String path = path(mapping) + "." + side.name().toLowerCase(java.util.Locale.ROOT);
            FieldSchema field = fields.get(side).get(end.name());
            if (field == null) {
                error(path, "'" + end.name() + "' is no field of '" + sync.type(side) + "'");
                known = false;
            } else if (!DefaultMappings.end(field).equals(end)) {
                error(path, "'" + end.name() + "' is described by the app as " + describe(field)
                        + "; use the app's description");
            }
        }
        if (known) {
            checkTypes(mapping);
            checkDirection(mapping);
        }
    }

    private void checkTypes(Mapping mapping) {
        ValueType a = mapping.a().type();
        ValueType b = mapping.b().type();
        if (Compatibility.common(a, b).isEmpty()) {
            error(path(mapping), a + " '" + mapping.a().name() + "' cannot be mapped to " + b + " '"
                    + mapping.b().name() + "'; allowed for " + a + ": " + allowed(a));
        } else if (a == ValueType.OPTION || a == ValueType.OPTION_SET) {
            checkOptions(mapping);
        } else if (!mapping.options().isEmpty()) {
            error(path(mapping) + ".options", "only OPTION and OPTION_SET fields have options");
        }
    }

    private void checkOptions(Mapping mapping) {
        String path = path(mapping) + ".options";
        Set<String> namesA = fields.get(Side.A).get(mapping.a().name()).options().keySet();
        Set<String> namesB = fields.get(Side.B).get(mapping.b().name()).options().keySet();
        if (mapping.options().isEmpty() && mapping.direction() != Direction.OFF) {
            error(path, "at least one pair of options is needed");
        }
        Map<String, String> taken = new HashMap<>();
        new java.util.TreeMap<>(mapping.options()).forEach((optionA, optionB) -> {
            if (!namesA.contains(optionA)) {
                error(path, "'" + optionA + "' is no option of '" + mapping.a().name() + "'; allowed: "
                        + new TreeSet<>(namesA));
            }
            if (!namesB.contains(optionB)) {
                error(path, "'" + optionB + "' is no option of '" + mapping.b().name() + "'; allowed: "
                        + new TreeSet<>(namesB));
            }
            String other = taken.put(optionB, optionA);
            if (other != null && mapping.carriesFrom(Side.B)) {
                error(path, "'" + optionB + "' is the partner of '" + other + "' and '" + optionA
                        + "'; a mapping that carries from B to A needs one partner each");
            }
        });
    }

    private void checkDirection(Mapping mapping) {
        for (Side source : Side.values()) {
            FieldSchema target = fields.get(source.other()).get(mapping.on(source.other()).name());
            boolean only = mapping.carriesFrom(source) && !mapping.carriesFrom(source.other());
            if (only && !target.creatable() && !target.updatable()) {
                error(path(mapping) + ".direction", "'" + target.name() + "' of '" + sync.type(source.other())
                        + "' is read-only, nothing can be carried to it");
            }
        }
    }

    private void checkTargets(Side side) {
        Map<String, String> taken = new HashMap<>();
        for (Mapping mapping : sync.mappings()) {
            String other = taken.put(mapping.on(side).name(), mapping.name());
            if (other != null) {
                error(path(mapping), "'" + mapping.on(side).name() + "' of '" + sync.type(side)
                        + "' is mapped by '" + other + "' already; a field has one mapping");
            }
        }
    }

    private void checkKey(MatchKey key) {
        boolean mapped = sync.mappings().stream()
                .anyMatch(mapping -> mapping.a().name().equals(key.fieldA())
                        && mapping.b().name().equals(key.fieldB())
                        && mapping.direction() != Direction.OFF);
        if (!mapped) {
            error("matchKeys[" + key.name() + "]", "'" + key.fieldA() + "' and '" + key.fieldB()
                    + "' are not mapped to each other; a match key uses the two ends of a mapping");
        }
    }

    private static String allowed(ValueType type) {
        return java.util.Arrays.stream(ValueType.values())
                .filter(other -> Compatibility.common(type, other).isPresent())
                .map(ValueType::name)
                .collect(Collectors.joining(", "));
    }

    private static String describe(FieldSchema field) {
        return field.type() + (field.creatable() ? ", creatable" : "") + (field.updatable() ? ", updatable" : "")
                + (field.required() ? ", required" : "");
    }

    private static Map<String, FieldSchema> byName(ObjectSchema schema) {
        return schema.fields().stream().collect(Collectors.toMap(FieldSchema::name, Function.identity(), (x, y) -> x));
    }

    private static String path(Mapping mapping) {
        return "mappings[" + mapping.name() + "]";
    }

    private void error(String path, String message) {
        errors.add(new ConfigurationError(path, message));
    }
}
