package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds everything in an object sync that cannot work, before it is saved: one precise error per line. */
public final class ConfigurationCheck {
    private static final int MOST_MAPPINGS = 2_000;
    private static final int LONGEST_NAME = 100;

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
        if (sync.mappings().isEmpty() || sync.mappings().size() > MOST_MAPPINGS) {
            error("mappings", "1 to " + MOST_MAPPINGS + " field pairs are needed");
        }
        names("mappings", sync.mappings().stream().map(Mapping::name).toList());
        names("matchKeys", sync.matchKeys().stream().map(MatchKey::name).toList());
        sync.mappings().forEach(mapping -> errors.addAll(MappingCheck.check(mapping, sync, fields)));
        errors.addAll(FieldUse.check(sync));
        sync.matchKeys().forEach(this::checkKey);
        errors.addAll(RuleCheck.check(sync, fields));
        return List.copyOf(errors);
    }

    private void names(String what, List<String> names) {
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            String path = what + "[" + name + "]";
            if (!taken.add(name)) {
                error(path, "the name is taken by another one; each has its own");
            }
            if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf(':') >= 0
                    || name.chars().anyMatch(Character::isISOControl)) {
                error(path, "a name has 1 to " + LONGEST_NAME + " characters, no colon and no control characters");
            }
        }
    }

    private void checkKey(MatchKey key) {
        String path = "matchKeys[" + key.name() + "]";
        List<Mapping> mapped = sync.mappings().stream()
                .filter(mapping -> mapping.a().name().equals(key.fieldA())
                        && mapping.b().name().equals(key.fieldB())
                        && mapping.moreA().isEmpty()
                        && mapping.moreB().isEmpty()
                        && mapping.direction() != Direction.OFF)
                .toList();
        if (mapped.isEmpty()) {
            error(path, "'" + key.fieldA() + "' and '" + key.fieldB()
                    + "' are not mapped to each other; a match key uses the two ends of a mapping");
        } else if (mapped.stream().noneMatch(ConfigurationCheck::keepsWords)) {
            error(path, "the mapping of '" + key.fieldA() + "' and '" + key.fieldB()
                    + "' changes the value, and a match key compares both as they are; allowed: trim, case, default");
        }
    }

    private static boolean keepsWords(Mapping mapping) {
        return Stream.concat(mapping.toA().stream(), mapping.toB().stream())
                .allMatch(step -> step instanceof Transform.Trim
                        || step instanceof Transform.ChangeCase
                        || step instanceof Transform.Default);
    }

    private static Map<String, FieldSchema> byName(ObjectSchema schema) {
        return schema.fields().stream().collect(Collectors.toMap(FieldSchema::name, Function.identity(), (x, y) -> x));
    }

    private void error(String path, String message) {
        errors.add(new ConfigurationError(path, message));
    }
}
