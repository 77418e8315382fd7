package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.query.Expansion;
import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.LookupTarget;
import io.bothways.simulator.dataverse.schema.Option;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as the API shows them, with the annotations that the client asked for. */
final class RowView {
    private static final String FORMATTED = "OData.Community.Display.V1.FormattedValue";
    private static final String LOGICAL_NAME = "Microsoft.Dynamics.CRM.lookuplogicalname";
    private static final String NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("M/d/yyyy h:mm a", Locale.US);

    private final RecordStore store;

    RowView(RecordStore store) {
        this.store = store;
    }

    ObjectNode of(StoredRecord row, List<Column> columns, List<Expansion> expansions, Preferences preferences) {
        ObjectNode node = Json.object().put("@odata.etag", RowValue.etag(row));
        for (Column column : columns) {
            Object value = RowValue.of(row, column);
            String property = column.property();
            if (value != null && column.type().isLookup()) {
                annotateLookup(node, property, column, value.toString(), preferences);
            }
            if (value != null && preferences.wants(FORMATTED)) {
                String formatted = formatted(column, value);
                if (formatted != null) {
                    node.put(property + "@" + FORMATTED, formatted);
                }
            }
            put(node, property, value);
        }
        for (Expansion expansion : expansions) {
            LookupTarget target = expansion.navigation().target();
            Object id = RowValue.of(row, expansion.navigation().column());
            StoredRecord other = id == null ? null
                    : store.live(Organization.table(target.table()).orElseThrow().stored(), id.toString());
            node.set(target.navigation(), other == null ? null
                    : of(other, expansion.columns(), List.of(), preferences));
        }
        return node;
    }

    private void annotateLookup(ObjectNode node, String property, Column column, String id, Preferences preferences) {
        Optional<LookupTarget> target = target(column, id);
        if (target.isEmpty()) {
            return;
        }
        if (preferences.wants(NAVIGATION)) {
            node.put(property + "@" + NAVIGATION, target.get().navigation());
        }
        if (preferences.wants(LOGICAL_NAME)) {
            node.put(property + "@" + LOGICAL_NAME, target.get().table());
        }
    }

    /** The one of a lookup's targets that the row is in. */
    private Optional<LookupTarget> target(Column column, String id) {
        return column.targets().stream().filter(each -> store.get(
                Organization.table(each.table()).orElseThrow().stored(), id) != null).findFirst();
    }

    private @Nullable String formatted(Column column, Object value) {
        return switch (column.type()) {
            case PICKLIST, STATE, STATUS -> column.option((Integer) value).map(Option::label).orElse(null);
            case MULTI_SELECT -> Arrays.stream(value.toString().split(","))
                    .map(each -> column.option(Integer.parseInt(each)).orElseThrow().label())
                    .collect(Collectors.joining("; "));
            case LOOKUP, CUSTOMER, OWNER -> nameOf(column, value.toString());
            case MONEY -> String.format(Locale.US, "$%,.2f", ((Number) value).doubleValue());
            case DECIMAL -> String.format(Locale.US, "%,.2f", ((Number) value).doubleValue());
            case INTEGER, BIGINT -> String.format(Locale.US, "%,d", ((Number) value).longValue());
            case BOOLEAN -> (Boolean) value ? "Yes" : "No";
            case DATE_ONLY -> DAY.format(LocalDate.parse(value.toString()));
            case DATE_TIME -> MOMENT.format(((Instant) value).atOffset(ZoneOffset.UTC));
            case UNIQUEIDENTIFIER, STRING, MEMO -> null;
        };
    }

    private @Nullable String nameOf(Column column, String id) {
        return target(column, id).map(target -> {
            Table table = Organization.table(target.table()).orElseThrow();
            StoredRecord row = store.get(table.stored(), id);
            return row == null ? null : row.text(table.primaryName());
        }).orElse(null);
    }

    private static void put(ObjectNode node, String property, @Nullable Object value) {
        switch (value) {
            case null -> node.putNull(property);
            case Boolean truth -> node.put(property, truth);
            case Integer number -> node.put(property, number);
            case Long number -> node.put(property, number);
            case Number number -> node.put(property, new BigDecimal(number.toString()).stripTrailingZeros());
            case Instant moment -> node.put(property, moment.toString());
            default -> node.put(property, value.toString());
        }
    }
}
