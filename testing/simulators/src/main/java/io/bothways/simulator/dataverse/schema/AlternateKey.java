package io.bothways.simulator.dataverse.schema;

import java.util.List;

/** Columns whose values together are unique in a table and may stand for a row's id. Its index is always active. */
public record AlternateKey(String name, String label, List<String> columns) {
    public AlternateKey {
        columns = List.copyOf(columns);
    }
}
