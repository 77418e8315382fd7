package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which mapping uses which field. One mapping keeps a field: it writes it, or is the only one that reads it. Others may
 * read it as well, if they say that they are derived and so remember by themselves what they read.
 */
final class FieldUse {
    private record Field(Side side, String name) {}

    private final List<Mapping> mappings;
    private final ObjectSync sync;
    private final List<ConfigurationError> errors = new ArrayList<>();

    private FieldUse(ObjectSync sync) {
        this.sync = sync;
        this.mappings = sync.mappings().stream()
                .filter(mapping -> mapping.direction() != Direction.OFF)
                .toList();
    }

    static List<ConfigurationError> check(ObjectSync sync) {
        FieldUse use = new FieldUse(sync);
        use.checkKeepers();
        if (use.errors.isEmpty()) {
            use.checkCycles();
        }
        return use.errors;
    }

    private void checkKeepers() {
        Map<Field, Mapping> keepers = new HashMap<>();
        for (Mapping mapping : mappings) {
            for (Side side : Side.values()) {
                boolean writes = mapping.carriesFrom(side.other());
                if (!writes && mapping.derived()) {
                    continue;
                }
                for (MappedField field : mapping.fields(side)) {
                    Mapping other = keepers.put(new Field(side, field.name()), mapping);
                    if (other != null && !other.name().equals(mapping.name())) {
                        error(mapping, "'" + field.name() + "' of '" + sync.type(side) + "' is mapped by '"
                                + other.name() + "' already; " + (writes && other.carriesFrom(side.other())
                                        ? "a field is written by one mapping"
                                        : "a mapping that only reads it too is derived and has one direction"));
                    }
                }
            }
        }
    }

    /** A value that one mapping writes may be read by another; a chain of these must not come back to its start. */
    private void checkCycles() {
        Map<Field, List<Mapping>> readers = new HashMap<>();
        for (Mapping mapping : mappings) {
            for (Field field : read(mapping)) {
                readers.computeIfAbsent(field, any -> new ArrayList<>()).add(mapping);
            }
        }
        Set<String> told = new HashSet<>();
        for (Mapping mapping : mappings) {
            Set<String> chain = new LinkedHashSet<>();
            if (comesBack(mapping, mapping, readers, chain, new HashSet<>()) && told.add(mapping.name())) {
                told.addAll(chain);
                error(mapping, "its value comes back to where it was read: " + String.join(" → ", chain) + " → "
                        + mapping.name() + "; use one mapping with a transform each way");
            }
        }
    }

    private boolean comesBack(
            Mapping start, Mapping now, Map<Field, List<Mapping>> readers, Set<String> chain, Set<String> seen) {
        if (!seen.add(now.name())) {
            return false;
        }
        chain.add(now.name());
        for (Field written : written(now)) {
            for (Mapping next : readers.getOrDefault(written, List.of())) {
                if (next.equals(now)) {
                    continue;
                }
                if (next.equals(start) || comesBack(start, next, readers, chain, seen)) {
                    return true;
                }
            }
        }
        chain.remove(now.name());
        return false;
    }

    private static List<Field> read(Mapping mapping) {
        return fields(mapping, false);
    }

    private static List<Field> written(Mapping mapping) {
        return fields(mapping, true);
    }

    private static List<Field> fields(Mapping mapping, boolean written) {
        List<Field> fields = new ArrayList<>();
        for (Side side : Side.values()) {
            if (mapping.carriesFrom(written ? side.other() : side)) {
                mapping.fields(side).forEach(field -> fields.add(new Field(side, field.name())));
            }
        }
        return fields;
    }

    private void error(Mapping mapping, String message) {
        errors.add(new ConfigurationError("mappings[" + mapping.name() + "]", message));
    }
}
