package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.AlternateKey;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Column.Required;
import io.bothways.simulator.dataverse.schema.ColumnType;
import io.bothways.simulator.dataverse.schema.LookupTarget;
import io.bothways.simulator.dataverse.schema.Option;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the environment demands of every write, by a person as by a client, and what it adds by itself. */
public final class DataverseRules implements RecordRules {
    private static final String SEPARATOR = "\u001f";

    @Override
    public String newId(ObjectType type, long sequence) {
        return Organization.id(type.name() + " " + sequence);
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        Table table = Organization.storedAs(type);
        Map<String, @Nullable Object> accepted = read(table, fields);
        accepted.forEach((name, value) -> {
            Column column = table.column(name).orElseThrow();
            if (value == null && column.required() == Required.SYSTEM) {
                throw new RecordRefused(Problem.INVALID_ARGUMENT, name, "The property '" + name
                        + "' is required by the system and cannot be set to null.");
            }
            if (value != null && column.type().isLookup()) {
                requireTarget(store, column, value.toString());
            }
        });
        complete(table, existing, accepted);
        table.keys().forEach(key -> requireUnique(store, table, key, existing, accepted));
        return accepted;
    }

    /** Lets the store find the holder of each alternate key. To be called before any row is stored. */
    public static void index(RecordStore store) {
        for (Table table : Organization.tables()) {
            for (AlternateKey key : table.keys()) {
                store.index(indexName(table, key), table.stored(), row -> {
                    String value = keyValue(key, row.fields());
                    return value == null ? List.of() : List.of(value);
                });
            }
        }
    }

    static String indexName(Table table, AlternateKey key) {
        return table.logicalName() + "." + key.name();
    }

    /** The values of a key's columns as one text, compared without regard to case; {@code null} if one is blank. */
    static @Nullable String keyValue(AlternateKey key, Map<String, ? extends @Nullable Object> fields) {
        StringBuilder value = new StringBuilder();
        for (String column : key.columns()) {
            Object part = fields.get(column);
            if (part == null) {
                return null;
            }
            value.append(part.toString().toLowerCase(Locale.ROOT)).append(SEPARATOR);
        }
        return value.toString();
    }

    private static Map<String, @Nullable Object> read(Table table, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Column column = table.column(name).orElseThrow(() -> new RecordRefused(Problem.PAYLOAD, name,
                    "Invalid property '" + name + "' was found in entity 'Microsoft.Dynamics.CRM."
                            + table.logicalName() + "'."));
            accepted.put(name, ValueReader.read(table.logicalName(), column, value));
        });
        return accepted;
    }

    private static void complete(Table table, @Nullable StoredRecord existing, Map<String, @Nullable Object> accepted) {
        if (existing == null) {
            table.column("ownerid").ifPresent(owner ->
                    accepted.putIfAbsent("ownerid", Organization.INTEGRATION_USER));
        }
        table.column("statuscode").ifPresent(status -> completeState(table, status, existing, accepted));
        if (table.column("firstname").isPresent()
                && (accepted.containsKey("firstname") || accepted.containsKey("lastname"))) {
            String first = Objects.toString(valueAfter(existing, accepted, "firstname"), "");
            String last = Objects.toString(valueAfter(existing, accepted, "lastname"), "");
            String full = (first + " " + last).strip();
            accepted.put("fullname", full.isEmpty() ? null : full);
        }
        if (accepted.containsKey("estimatedvalue")) {
            Object value = accepted.get("estimatedvalue");
            // The one currency's rate is 1, so the amount in the base currency is the same.
            accepted.put("estimatedvalue_base", value);
            if (value != null && valueAfter(existing, accepted, "transactioncurrencyid") == null) {
                accepted.put("transactioncurrencyid", Organization.US_DOLLAR);
            }
        }
    }

    /** A status reason brings its state along, a state its first status reason; the two must fit. */
    private static void completeState(Table table, Column status, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> accepted) {
        Column state = table.column("statecode").orElseThrow();
        Optional<Option> givenState = state.option((String) accepted.get("statecode"));
        Optional<Option> givenStatus = status.option((String) accepted.get("statuscode"));
        if (givenStatus.isPresent()) {
            Option stateOfStatus = state.option(givenStatus.get().state()).orElseThrow();
            if (givenState.isPresent() && !givenState.get().equals(stateOfStatus)) {
                throw new RecordRefused(Problem.STATUS_MISMATCH, "statuscode", givenStatus.get().value()
                        + " is not a valid status code for state code " + table.names().schema() + "State."
                        + givenState.get().label() + " on " + table.logicalName() + ".");
            }
            accepted.put("statecode", stateOfStatus.label());
        } else if (givenState.isPresent() || existing == null) {
            Option chosen = givenState.orElse(state.options().getFirst());
            accepted.put("statecode", chosen.label());
            accepted.put("statuscode", status.options().stream().filter(each -> each.state() == chosen.value())
                    .findFirst().orElseThrow().label());
        }
    }

    private static @Nullable Object valueAfter(@Nullable StoredRecord existing, Map<String, @Nullable Object> accepted,
            String name) {
        return accepted.containsKey(name) || existing == null ? accepted.get(name) : existing.field(name);
    }

    private static void requireTarget(RecordStore store, Column column, String id) {
        for (LookupTarget target : column.targets()) {
            Table table = Organization.table(target.table()).orElseThrow();
            // The users that the environment itself needs are there before any row is.
            if (store.live(table.stored(), id) != null || column.type() == ColumnType.OWNER
                    && id.equals(Organization.INTEGRATION_USER)) {
                return;
            }
        }
        String first = column.targets().getFirst().table();
        throw new RecordRefused(Problem.NOT_FOUND, column.name(), "Entity '" + first + "' With Id = " + id
                + " Does Not Exist");
    }

    private static void requireUnique(RecordStore store, Table table, AlternateKey key,
            @Nullable StoredRecord existing, Map<String, @Nullable Object> accepted) {
        if (key.columns().stream().noneMatch(accepted::containsKey)) {
            return;
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        key.columns().forEach(name -> after.put(name, valueAfter(existing, accepted, name)));
        String value = keyValue(key, after);
        StoredRecord holder = value == null ? null : store.find(indexName(table, key), value);
        if (holder != null && holder != existing) {
            throw new RecordRefused(Problem.DUPLICATE_KEY, key.columns().getFirst(), "Entity Key " + key.label()
                    + " violated. A record with the same value for " + String.join(", ", key.columns())
                    + " already exists. A duplicate record cannot be created. Select one or more unique values and"
                    + " try again.", holder.id());
        }
    }
}
