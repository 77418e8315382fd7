package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a filter looks at: a column of the row, or one of the row that a lookup points to. */
record Operand(Column column, Optional<Table.Navigation> way, RecordStore store) {

    static Operand of(String name, Table table, RecordStore store) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return new Operand(property(name, table), Optional.empty(), store);
        }
        Table.Navigation way = table.navigation(name.substring(0, slash)).orElseThrow(() ->
                Names.noProperty(name.substring(0, slash), table));
        Table target = Organization.table(way.target().table()).orElseThrow();
        return new Operand(property(name.substring(slash + 1), target), Optional.of(way), store);
    }

    private static Column property(String name, Table table) {
        return table.property(name).orElseThrow(() -> Names.noProperty(name, table));
    }

    @Nullable Object value(StoredRecord row) {
        if (way.isEmpty()) {
            return RowValue.of(row, column);
        }
        Object id = RowValue.of(row, way.get().column());
        Table target = Organization.table(way.get().target().table()).orElseThrow();
        StoredRecord other = id == null ? null : store.live(target.stored(), id.toString());
        return other == null ? null : RowValue.of(other, column);
    }

    /** Words for what a table does not have. */
    static final class Names {
        private Names() {
        }

        static Problem noProperty(String name, Table table) {
            return Problem.malformed("Could not find a property named '" + name
                    + "' on type 'Microsoft.Dynamics.CRM." + table.logicalName() + "'.");
        }
    }
}
