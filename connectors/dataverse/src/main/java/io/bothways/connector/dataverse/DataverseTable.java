package io.bothways.connector.dataverse;

import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as its metadata gives it.
 *
 * @param name logical name, in the singular; the type of its records
 * @param set the name in addresses: from the metadata, never by a rule
 * @param id the column of the primary key
 * @param columns by logical name
 * @param keys columns that alone are an active alternate key
 * @param merges records can be combined: the loser stays, inactive, and names its survivor
 */
record DataverseTable(
        String name,
        String set,
        String id,
        ObjectSchema schema,
        Map<String, Column> columns,
        Set<String> keys,
        boolean merges) {
    static final String STAMP = "modifiedon";
    static final String MERGED = "merged";
    static final String SURVIVOR = "_masterid_value";

    DataverseTable {
        columns = Map.copyOf(columns);
        keys = Set.copyOf(keys);
    }

    /**
     * A column.
     *
     * @param navigations for a reference: the type of record that it may lead to, and the case-sensitive name under
     *     which such a one is bound
     */
    record Column(FieldSchema field, Map<String, String> navigations) {
        Column {
            navigations = Map.copyOf(navigations);
        }

        /** What the column is called in answers and in {@code $select}. */
        String property() {
            return field.type() == ValueType.REFERENCE ? "_" + field.name() + "_value" : field.name();
        }
    }

    Optional<Column> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** Those of {@code wanted} that the table has; a column that is gone is unread, not empty. */
    Map<String, Column> columns(Collection<String> wanted) {
        Map<String, Column> known = new LinkedHashMap<>();
        wanted.stream().sorted().forEach(name -> column(name).ifPresent(column -> known.put(name, column)));
        return known;
    }

    /** {@code $select} of these columns and of what every reading needs: key, stamp, and where it was merged to. */
    String select(Collection<Column> wanted) {
        List<String> names = new ArrayList<>(List.of(id, STAMP));
        if (merges) {
            names.add(MERGED);
            names.add(SURVIVOR);
        }
        wanted.stream().map(Column::property).filter(name -> !names.contains(name)).forEach(names::add);
        return String.join(",", names);
    }
}
