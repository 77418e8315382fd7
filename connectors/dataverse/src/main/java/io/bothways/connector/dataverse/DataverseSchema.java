package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of the organisation, kept for an hour. Offered are the standard ones and those that the organisation made
 * itself; a table of a bought solution can be named, but the hundreds of the vendor's own are not read to be listed.
 * Only tables with change tracking can be kept in step.
 */
final class DataverseSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** A column that the table does not have must not cost calls with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);
    private static final String TABLE_PROPERTIES = "LogicalName,EntitySetName,PrimaryIdAttribute,DisplayName,"
            + "IsCustomEntity,IsManaged,IsIntersect,ChangeTrackingEnabled";

    private final DataverseApi api;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile Optional<Listed> listed = Optional.empty();

    private record Known(DataverseTable table, Instant at) {}

    private record Listed(Map<String, JsonNode> tables, Instant at) {}

    DataverseSchema(DataverseApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        List<ObjectSchema> schemas = new ArrayList<>();
        listTables().tables().values().stream()
                .filter(DataverseSchema::offered)
                .map(table -> load(table).schema())
                .forEach(schemas::add);
        return schemas;
    }

    /** The table of that name, with its columns. */
    DataverseTable table(String name, Iterable<String> wanted) {
        Known current = known.get(name);
        if (current == null || stale(current, wanted)) {
            synchronized (this) {
                Known again = known.get(name);
                if (again == null || stale(again, wanted)) {
                    load(definition(name));
                }
                current = known.get(name);
            }
        }
        return current.table();
    }

    /** The name in addresses of the table of that name; empty where there is no such table. */
    Optional<String> set(String name) {
        return Optional.ofNullable(tables().get(name)).map(table -> table.path("EntitySetName").asText(""))
                .filter(set -> !set.isEmpty());
    }

    /** The table behind a name in addresses. */
    Optional<String> ofSet(String set) {
        return tables().entrySet().stream()
                .filter(table -> table.getValue().path("EntitySetName").asText("").equals(set))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean stale(Known current, Iterable<String> wanted) {
        Duration age = Duration.between(current.at(), clock.instant());
        if (age.compareTo(KEPT) > 0) {
            return true;
        }
        if (age.compareTo(UNKNOWN_KEPT) > 0) {
            for (String column : wanted) {
                if (current.table().column(column).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private JsonNode definition(String name) {
        JsonNode table = tables().get(name);
        if (table == null || !table.path("ChangeTrackingEnabled").asBoolean()) {
            throw new ConnectorException(
                    FailureKind.DEFECT,
                    new Failure(
                            FailureCodes.NOT_FOUND,
                            table == null
                                    ? "Dataverse has no table " + name + " here"
                                    : "the table " + name + " does not track changes; an administrator can change that",
                            "",
                            "",
                            0));
        }
        return table;
    }

    private Map<String, JsonNode> tables() {
        Optional<Listed> current = listed;
        return current.filter(one -> Duration.between(one.at(), clock.instant()).compareTo(KEPT) <= 0)
                .orElseGet(this::listTables)
                .tables();
    }

    private Listed listTables() {
        Instant asked = clock.instant();
        Map<String, JsonNode> tables = new LinkedHashMap<>();
        for (JsonNode table : DataverseValues.rows(api.tables(TABLE_PROPERTIES))) {
            tables.put(table.path("LogicalName").asText(), table);
        }
        Listed fresh = new Listed(Collections.unmodifiableMap(tables), asked);
        listed = Optional.of(fresh);
        return fresh;
    }

    private static boolean offered(JsonNode table) {
        boolean own = table.path("IsCustomEntity").asBoolean()
                && !table.path("IsManaged").asBoolean()
                && !table.path("IsIntersect").asBoolean();
        return table.path("ChangeTrackingEnabled").asBoolean()
                && (own || DataverseKind.of(table.path("LogicalName").asText()).isPresent());
    }

    private DataverseTable load(JsonNode definition) {
        Instant asked = clock.instant();
        DataverseTable table = new TableMetadata(api, definition).read();
        known.put(table.name(), new Known(table, asked));
        return table;
    }
}
