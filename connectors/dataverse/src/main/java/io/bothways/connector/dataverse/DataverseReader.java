package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.dataverse.DataverseTable.Column;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads rows by key or value, from the rows themselves, and counts them. */
final class DataverseReader implements RecordReader, KeyLookup, RecordCount {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    /** A filter stands in an address. */
    private static final int FILTER_CHARACTERS = 6_000;
    /** Counting ends here: a count of as many means at least as many. */
    private static final int COUNT_CAP = 5_000;
    private static final String PREFER = "odata.maxpagesize=5000," + DataverseValues.ANNOTATIONS;

    private final DataverseApi api;
    private final DataverseSchema schema;

    DataverseReader(DataverseApi api, DataverseSchema schema) {
        this.api = api;
        this.schema = schema;
    }

    static boolean isId(String id) {
        return GUID.matcher(id).matches();
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        DataverseTable table = schema.table(type, fields);
        Map<String, Column> columns = table.columns(fields);
        Map<String, String> asked = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String id : ids) {
            if (isId(id)) {
                asked.put(DataverseValues.canonical(id), id);
            } else {
                // One malformed id would fail the whole call.
                missing.add(id);
            }
        }
        List<SourceRecord> records = new ArrayList<>();
        Map<String, String> moved = new HashMap<>();
        if (!asked.isEmpty()) {
            String filter =
                    asked.keySet().stream().map(id -> table.id() + " eq " + id).collect(Collectors.joining(" or "));
            rows(table, table.select(columns.values()), filter, row -> {
                String id = DataverseValues.id(table, row);
                String survivor = DataverseValues.canonical(row.path(DataverseTable.SURVIVOR).asText(""));
                Optional.ofNullable(asked.remove(id)).ifPresent(given -> {
                    if (row.path(DataverseTable.MERGED).asBoolean() && isId(survivor)) {
                        moved.put(given, survivor);
                    } else {
                        records.add(DataverseValues.record(table, columns, row));
                    }
                });
            });
        }
        missing.addAll(asked.values());
        return new Found(records, missing, moved, true);
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        DataverseTable table = schema.table(type, fields);
        Map<String, Column> columns = table.columns(fields);
        Optional<Column> key = table.column(field);
        Map<String, SourceRecord> found = new LinkedHashMap<>();
        if (key.isPresent()) {
            for (String filter : filters(key.get(), values)) {
                rows(table, table.select(columns.values()), filter, row -> {
                    if (!row.path(DataverseTable.MERGED).asBoolean()) {
                        SourceRecord record = DataverseValues.record(table, columns, row);
                        found.put(record.id(), record);
                    }
                });
            }
        }
        return new Found(List.copyOf(found.values()), Set.of(), Map.of(), true);
    }

    /** Comparisons with all values, joined to as few filters as fit into an address. */
    private static List<String> filters(Column key, Collection<String> values) {
        List<String> filters = new ArrayList<>();
        StringBuilder filter = new StringBuilder();
        for (String value : new LinkedHashSet<>(values)) {
            Optional<String> literal = literal(key.field().type(), value);
            if (literal.isEmpty()) {
                continue;
            }
            String comparison = key.property() + " eq " + literal.get();
            if (!filter.isEmpty() && filter.length() + comparison.length() > FILTER_CHARACTERS) {
                filters.add(filter.toString());
                filter.setLength(0);
            }
            filter.append(filter.isEmpty() ? "" : " or ").append(comparison);
        }
        if (!filter.isEmpty()) {
            filters.add(filter.toString());
        }
        return filters;
    }

    /** Empty for what a column of this type cannot hold: no row has it, and the comparison would be refused. */
    private static Optional<String> literal(ValueType type, String value) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL, OPTION_SET -> Optional.of("'" + value.replace("'", "''") + "'");
            case DECIMAL -> Optional.of(value).filter(number -> number.matches("-?\\d{1,18}(\\.\\d{1,10})?"));
            case OPTION -> Optional.of(value).filter(number -> number.matches("-?\\d{1,10}"));
            case BOOLEAN -> Optional.of(value).filter(flag -> flag.equals("true") || flag.equals("false"));
            case REFERENCE -> Optional.of(value).filter(DataverseReader::isId);
            case DATE -> Optional.of(value).filter(day -> day.matches("\\d{4}-\\d\\d-\\d\\d"));
            case TIMESTAMP -> Optional.of(value).filter(at -> at.matches("[0-9TZ:.+-]{10,35}"));
            case REFERENCE_SET -> Optional.empty();
        };
    }

    private void rows(DataverseTable table, String select, String filter, Consumer<JsonNode> each) {
        JsonNode answer = api.query(table.set(), PREFER, select, filter, null, null);
        while (true) {
            DataverseValues.rows(answer).forEach(each);
            String link = answer.path("@odata.nextLink").asText("");
            if (link.isEmpty()) {
                return;
            }
            answer = api.query(
                    table.set(), PREFER, select, filter, null, DataversePosition.ofLink(link).skipToken());
        }
    }

    @Override
    public Count count(String type) {
        DataverseTable table = schema.table(type, Set.of());
        JsonNode few = api.query(
                table.set(),
                "odata.maxpagesize=1,odata.include-annotations=\"*\"",
                table.id(),
                table.merges() ? DataverseTable.MERGED + " ne true" : null,
                "true",
                null);
        long counted = few.path("@odata.count").asLong(-1);
        boolean exceeded =
                few.path("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded").asBoolean(counted >= COUNT_CAP);
        if (counted < 0) {
            return new Count(0, Quality.UNKNOWN);
        }
        if (!exceeded) {
            return new Count(counted, Quality.EXACT);
        }
        JsonNode total = api.totalCount(type).path("EntityRecordCountCollection").path("Values").path(0);
        // A day-old total may be older than the rows that were just counted.
        return total.isNumber() && total.asLong() >= counted
                ? new Count(total.asLong(), Quality.ESTIMATE)
                : new Count(counted, Quality.CAPPED);
    }
}
