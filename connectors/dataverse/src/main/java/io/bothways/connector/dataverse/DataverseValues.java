package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.dataverse.DataverseTable.Column;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows by the type that the metadata gives their columns. What cannot be read as that type stays text, so that one odd
 * value holds its field and not the page.
 */
final class DataverseValues {
    /** Asked for with every row, because a reference may lead to several types. */
    static final String ANNOTATIONS = "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"";

    private static final String TYPE_OF = "@Microsoft.Dynamics.CRM.lookuplogicalname";
    private static final String SEPARATOR = ",";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DataverseValues() {}

    static SourceRecord record(DataverseTable table, Map<String, Column> columns, JsonNode row) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        columns.forEach((name, column) -> values.put(name, read(column, row)));
        return new SourceRecord(id(table, row), values, stamp(row));
    }

    /** The rows of an answer; one without any says so with an empty list. */
    static JsonNode rows(@Nullable JsonNode answer) {
        if (answer == null || !answer.path("value").isArray()) {
            throw DataverseFailures.unexpected("Dataverse's answer holds no list of rows");
        }
        return answer.path("value");
    }

    static String id(DataverseTable table, JsonNode row) {
        return canonical(row.path(table.id()).asText());
    }

    /** GUIDs are compared in lower case. */
    static String canonical(String guid) {
        return guid.toLowerCase(Locale.ROOT);
    }

    /** Milliseconds, 0 where there is no readable stamp. */
    static long stamp(JsonNode row) {
        try {
            String text = row.path(DataverseTable.STAMP).asText("");
            return text.isEmpty() ? 0 : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }

    private static FieldValue read(Column column, JsonNode row) {
        JsonNode raw = row.path(column.property());
        if (raw.isMissingNode() || raw.isNull() || raw.isTextual() && raw.asText().isEmpty()) {
            return FieldValue.CLEARED;
        }
        Optional<Value> typed;
        try {
            typed = typed(column, row, raw);
        } catch (DateTimeException unreadable) {
            typed = Optional.empty();
        }
        return FieldValue.of(typed.orElseGet(() -> new Value.Text(raw.isValueNode() ? raw.asText() : raw.toString())));
    }

    private static Optional<Value> typed(Column column, JsonNode row, JsonNode raw) {
        String text = raw.asText();
        return switch (column.field().type()) {
            case TEXT, EMAIL, PHONE, URL -> raw.isValueNode() ? Optional.of(new Value.Text(text)) : Optional.empty();
            case DECIMAL -> raw.isNumber() ? Optional.of(new Value.Decimal(raw.decimalValue())) : Optional.empty();
            case BOOLEAN -> raw.isBoolean() ? Optional.of(new Value.Bool(raw.booleanValue())) : Optional.empty();
            case DATE -> Optional.of(new Value.Date(LocalDate.parse(text.substring(0, Math.min(10, text.length())))));
            case TIMESTAMP -> Optional.of(new Value.Timestamp(OffsetDateTime.parse(text).toInstant()));
            case OPTION -> Optional.of(new Value.Option(text));
            case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(Arrays.asList(text.split(SEPARATOR)))));
            case REFERENCE -> Optional.of(new Value.Reference(
                    row.path(column.property() + TYPE_OF)
                            .asText(column.field().referenceTo().stream().findFirst().orElse("")),
                    canonical(text)));
            case REFERENCE_SET -> Optional.empty();
        };
    }

    /** What to send for everything but references; null empties the field. */
    static JsonNode write(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value value) -> write(value);
            case FieldValue.Cleared() -> JSON.nullNode();
            case FieldValue.Unread() -> JSON.missingNode();
        };
    }

    private static JsonNode write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> JSON.textNode(text);
            case Value.Decimal(BigDecimal number) -> JSON.numberNode(number);
            case Value.Bool(boolean yes) -> JSON.booleanNode(yes);
            case Value.Date(LocalDate day) -> JSON.textNode(day.toString());
            case Value.Timestamp(Instant at) -> JSON.textNode(at.truncatedTo(ChronoUnit.SECONDS).toString());
            case Value.Option(String name) -> name.matches("-?\\d{1,9}") || name.matches("-?1\\d{9}")
                    ? JSON.numberNode(Integer.parseInt(name))
                    : JSON.textNode(name);
            case Value.OptionSet(var names) -> JSON.textNode(String.join(SEPARATOR, names));
            case Value.Reference(String type, String id) -> JSON.textNode(id);
            case Value.ReferenceSet(var references) -> JSON.textNode(
                    references.stream().map(Value.Reference::id).collect(Collectors.joining(SEPARATOR)));
        };
    }
}
