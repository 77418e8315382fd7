package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds everything in a whole connection that cannot work, beside the tenant's other connections. */
public final class ConnectionCheck {
    private final ConnectionConfiguration connection;
    private final Map<Side, Map<String, ObjectSchema>> schemas;
    private final List<ConfigurationError> errors = new ArrayList<>();

    private ConnectionCheck(ConnectionConfiguration connection, Map<Side, Map<String, ObjectSchema>> schemas) {
        this.connection = connection;
        this.schemas = schemas;
    }

    /**
     * The errors, none where the connection can be saved.
     *
     * @param a what side A's app has
     * @param b what side B's app has
     * @param others all connections of the tenant; an older version of this one does not count
     */
    public static List<ConfigurationError> check(
            ConnectionConfiguration connection,
            List<ObjectSchema> a,
            List<ObjectSchema> b,
            Collection<ConnectionConfiguration> others) {
        ConnectionCheck check = new ConnectionCheck(connection, Map.of(Side.A, byType(a), Side.B, byType(b)));
        check.run();
        if (check.errors.isEmpty()) {
            check.errors.addAll(RingCheck.check(connection, others));
        }
        return List.copyOf(check.errors);
    }

    private void run() {
        if (connection.objects().isEmpty()) {
            errors.add(new ConfigurationError("objects", "at least one object is needed"));
        }
        Set<String> names = new HashSet<>();
        Map<Side, Set<String>> types = Map.of(Side.A, new HashSet<>(), Side.B, new HashSet<>());
        for (ObjectSync object : connection.objects()) {
            if (object.object().isBlank() || !names.add(object.object())) {
                error(object, "", "each object has a name of its own");
            }
            boolean known = true;
            for (Side side : Side.values()) {
                known &= schemas.get(side).containsKey(object.type(side));
                checkType(object, side, types.get(side));
            }
            if (known) {
                ConfigurationCheck.check(object, schema(object, Side.A), schema(object, Side.B))
                        .forEach(found -> error(object, "." + found.path(), found.message()));
                object.mappings().forEach(mapping -> checkPointers(object, mapping));
            }
        }
    }

    private void checkType(ObjectSync object, Side side, Set<String> taken) {
        String type = object.type(side);
        if (!schemas.get(side).containsKey(type)) {
            error(object, ".type" + side, "'" + type + "' is no object of the app; allowed: "
                    + new TreeSet<>(schemas.get(side).keySet()));
        } else if (!taken.add(type)) {
            error(object, ".type" + side, "'" + type + "' is kept in step by another object of this connection");
        }
    }

    /** A reference can be carried only where the records that it points to are kept in step too. */
    private void checkPointers(ObjectSync object, Mapping mapping) {
        for (Side side : Side.values()) {
            for (MappedField field : mapping.fields(side)) {
                boolean pointer = field.type() == ValueType.REFERENCE || field.type() == ValueType.REFERENCE_SET;
                if (!pointer || mapping.direction() == Direction.OFF) {
                    continue;
                }
                List<String> to = described(object, side, field).map(FieldSchema::referenceTo).orElse(List.of());
                if (to.stream().noneMatch(type -> connection.objectOf(side, type).isPresent())) {
                    error(object, ".mappings[" + mapping.name() + "]", "'" + field.name() + "' points to " + to
                            + ", which this connection does not keep in step; add that object, or turn the mapping off");
                }
            }
        }
    }

    private Optional<FieldSchema> described(ObjectSync object, Side side, MappedField field) {
        return schema(object, side).fields().stream()
                .filter(found -> found.name().equals(field.name()))
                .findFirst();
    }

    private ObjectSchema schema(ObjectSync object, Side side) {
        return Objects.requireNonNull(schemas.get(side).get(object.type(side)));
    }

    private static Map<String, ObjectSchema> byType(List<ObjectSchema> schemas) {
        Map<String, ObjectSchema> types = new HashMap<>();
        schemas.forEach(schema -> types.put(schema.type(), schema));
        return types;
    }

    private void error(ObjectSync object, String member, String message) {
        errors.add(new ConfigurationError("objects." + object.object() + member, message));
    }
}
