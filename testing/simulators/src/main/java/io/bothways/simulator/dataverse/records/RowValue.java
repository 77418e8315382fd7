package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a row holds in a column, as queries compare it and views write it. */
public final class RowValue {
    private RowValue() {
    }

    /**
     * The value: text and dates as {@link String}, choices as {@link Integer}, numbers as {@link Number}, truth as
     * {@link Boolean}, moments as {@link Instant}, lookups and ids as GUIDs; {@code null} where it is blank.
     */
    public static @Nullable Object of(StoredRecord row, Column column) {
        Table table = Organization.storedAs(row.type());
        if (column.name().equals(table.primaryId())) {
            return row.id();
        }
        switch (column.name()) {
            case "createdon" -> {
                return Instant.ofEpochMilli(row.createdAt());
            }
            case "modifiedon" -> {
                return Instant.ofEpochMilli(row.modifiedAt());
            }
            case "modifiedby" -> {
                return switch (row.modifiedBy()) {
                    case API -> Organization.INTEGRATION_USER;
                    case PERSON -> Organization.PERSON_USER;
                    case AUTOMATION -> Organization.SYSTEM_USER;
                };
            }
            default -> { }
        }
        Object held = row.field(column.name());
        if (held == null) {
            return null;
        }
        return switch (column.type()) {
            case PICKLIST, STATE, STATUS -> column.option(held.toString()).orElseThrow().value();
            case DATE_TIME -> Instant.parse(held.toString());
            case INTEGER -> ((Number) held).intValue();
            case BIGINT -> ((Number) held).longValue();
            case DECIMAL, MONEY -> ((Number) held).doubleValue();
            case BOOLEAN -> held;
            case UNIQUEIDENTIFIER, STRING, MEMO, MULTI_SELECT, DATE_ONLY, LOOKUP, CUSTOMER, OWNER -> held.toString();
        };
    }

    /** The version of a row, which moves with every write. */
    public static long version(StoredRecord row) {
        Object version = row.field("versionnumber");
        return version == null ? 0 : ((Number) version).longValue();
    }

    /** The ETag of a row. */
    public static String etag(StoredRecord row) {
        return "W/\"" + version(row) + "\"";
    }
}
