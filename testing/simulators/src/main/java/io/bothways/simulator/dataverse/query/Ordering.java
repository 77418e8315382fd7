package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.ColumnType;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of an {@code $orderby}; blanks come first when ascending. */
record Ordering(Column column, boolean descending) {

    static List<Ordering> parse(@Nullable String text, Table table) {
        List<Ordering> orderings = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return orderings;
        }
        for (String part : text.split(",")) {
            String[] words = part.strip().split("\\s+");
            if (words.length > 2 || words.length == 2 && !words[1].equals("asc") && !words[1].equals("desc")) {
                throw Problem.malformed("Syntax error in '" + text + "'.");
            }
            Column column = table.property(words[0]).orElseThrow(() -> Operand.Names.noProperty(words[0], table));
            orderings.add(new Ordering(column, words.length == 2 && words[1].equals("desc")));
        }
        return orderings;
    }

    int compare(@Nullable Object left, @Nullable Object right) {
        int sign = left == null || right == null
                ? Boolean.compare(left != null, right != null) : compareValues(column.type(), left, right);
        return descending ? -sign : sign;
    }

    int compareRows(StoredRecord left, StoredRecord right) {
        return compare(RowValue.of(left, column), RowValue.of(right, column));
    }

    /** Compares two values in the form of {@link RowValue}. */
    static int compareValues(ColumnType type, Object left, Object right) {
        return switch (type) {
            case INTEGER, BIGINT, DECIMAL, MONEY, PICKLIST, STATE, STATUS ->
                    Double.compare(((Number) left).doubleValue(), ((Number) right).doubleValue());
            case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
            case DATE_TIME -> ((Instant) left).compareTo((Instant) right);
            case UNIQUEIDENTIFIER, DATE_ONLY, LOOKUP, CUSTOMER, OWNER -> left.toString().compareTo(right.toString());
            case STRING, MEMO, MULTI_SELECT -> left.toString().toLowerCase(Locale.ROOT)
                    .compareTo(right.toString().toLowerCase(Locale.ROOT));
        };
    }

    /** A value as text, to be kept in a paging cookie. */
    String kept(StoredRecord row) {
        Object value = RowValue.of(row, column);
        return value == null ? "" : "=" + value;
    }

    /** The value that {@link #kept} wrote. */
    @Nullable Object restored(String kept) {
        if (kept.isEmpty()) {
            return null;
        }
        String text = kept.substring(1);
        return switch (column.type()) {
            case DATE_TIME -> Instant.parse(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case INTEGER, BIGINT, DECIMAL, MONEY, PICKLIST, STATE, STATUS -> Double.valueOf(text);
            case STRING, MEMO, MULTI_SELECT, UNIQUEIDENTIFIER, DATE_ONLY, LOOKUP, CUSTOMER, OWNER -> text;
        };
    }
}
