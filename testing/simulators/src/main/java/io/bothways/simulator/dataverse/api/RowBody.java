package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.records.Guids;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row that a client sends. Lookups are set by {@code @odata.bind} to one of their navigation properties; a column
 * that the operation may not set is ignored; a value must have the JSON type of its column.
 */
final class RowBody {
    private static final String BIND = "@odata.bind";

    private final Rows rows;

    RowBody(Rows rows) {
        this.rows = rows;
    }

    /** The columns written; {@code null} clears. */
    Map<String, @Nullable Object> read(Table table, JsonNode body, boolean creates) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.endsWith(BIND)) {
                bind(table, name.substring(0, name.length() - BIND.length()), value, fields);
            } else if (!name.contains("@")) {
                set(table, name, value, creates, fields);
            }
        });
        return fields;
    }

    private void bind(Table table, String property, JsonNode value, Map<String, @Nullable Object> fields) {
        Table.Navigation navigation = table.navigation(property).orElseThrow(() -> Problem.payload(table.setName(),
                "Microsoft.OData.ODataException: An undeclared property '" + property
                        + "' which only has property annotations in the payload but no property value was found in"
                        + " the payload. In OData, only declared navigation properties and declared named streams can"
                        + " be represented as properties without values."));
        if (value.isNull()) {
            fields.put(navigation.column().name(), null);
            return;
        }
        RowAddress address = RowAddress.parse(value.asText());
        if (!address.table().logicalName().equals(navigation.target().table())) {
            throw Problem.payload(table.setName(), "Microsoft.OData.ODataException: A resource of the type '"
                    + address.table().logicalName() + "' cannot be bound to '" + property + "'.");
        }
        fields.put(navigation.column().name(), rows.get(address).id());
    }

    private void set(Table table, String name, JsonNode value, boolean creates,
            Map<String, @Nullable Object> fields) {
        Optional<Table.Navigation> navigation = table.navigation(name);
        if (navigation.isPresent()) {
            if (value.isNull()) {
                fields.put(navigation.get().column().name(), null);
                return;
            }
            throw new Problem(501, Problem.MALFORMED, "Deep inserts are not supported by this simulator; bind '" + name
                    + "' to a row that is there.");
        }
        Column column = table.property(name).orElseThrow(() -> Problem.payload(table.setName(),
                "System.Exception: Invalid property '" + name + "' was found in entity 'Microsoft.Dynamics.CRM."
                        + table.logicalName() + "'."));
        if (column.type().isLookup()) {
            throw Problem.payload(table.setName(), "Microsoft.Crm.CrmException: CRM do not support direct update of"
                    + " Entity Reference properties, Use Navigation properties instead.");
        }
        if (!(creates ? column.createable() : column.updatable())) {
            return;
        }
        fields.put(column.name(), value.isNull() ? null : typed(table, column, value));
    }

    /** Holds a value to the JSON type of its column, as the vendor's reader does before any rule is asked. */
    static Object typed(Table table, Column column, JsonNode value) {
        boolean fits = switch (column.type()) {
            case STRING, MEMO, MULTI_SELECT, DATE_ONLY, DATE_TIME -> value.isTextual();
            case UNIQUEIDENTIFIER -> value.isTextual() && Guids.read(value.asText()).isPresent();
            case INTEGER, BIGINT, PICKLIST, STATE, STATUS -> value.isIntegralNumber();
            case DECIMAL, MONEY -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case LOOKUP, CUSTOMER, OWNER -> false;
        };
        if (!fits) {
            throw Problem.payload(table.setName(), "Microsoft.OData.ODataException: Cannot convert a value of"
                    + " property '" + column.name() + "' to the expected type '" + column.type().edmType() + "'.");
        }
        if (column.type().isChoice() && column.option(value.asInt()).isEmpty()) {
            // Said by number: a label is what people, not clients, give.
            return value.asInt();
        }
        return column.type().isChoice() ? column.option(value.asInt()).orElseThrow().label()
                : value.isTextual() ? value.asText() : value.isBoolean() ? (Object) value.asBoolean()
                        : value.decimalValue();
    }
}
