package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * JSON values by the type that describe gives their field. What cannot be read as that type stays text, so that one odd
 * value holds its field and not the page.
 */
final class SalesforceValues {
    private static final String SEPARATOR = ";";
    /** Answers write the offset without a colon. */
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SalesforceValues() {}

    static FieldValue read(FieldSchema field, JsonNode raw) {
        if (raw.isMissingNode() || raw.isNull() || raw.isTextual() && raw.asText().isEmpty()) {
            return FieldValue.CLEARED;
        }
        Optional<Value> typed;
        try {
            typed = typed(field, raw);
        } catch (DateTimeException unreadable) {
            typed = Optional.empty();
        }
        return FieldValue.of(
                typed.orElseGet(() -> new Value.Text(raw.isValueNode() ? raw.asText() : raw.toString())));
    }

    private static Optional<Value> typed(FieldSchema field, JsonNode raw) {
        String text = raw.asText();
        return switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL -> raw.isValueNode() ? Optional.of(new Value.Text(text)) : Optional.empty();
            case DECIMAL -> raw.isNumber() ? Optional.of(new Value.Decimal(raw.decimalValue())) : Optional.empty();
            case BOOLEAN -> raw.isBoolean() ? Optional.of(new Value.Bool(raw.booleanValue())) : Optional.empty();
            case DATE -> Optional.of(new Value.Date(LocalDate.parse(text)));
            case TIMESTAMP -> Optional.of(new Value.Timestamp(instant(text)));
            case OPTION -> Optional.of(new Value.Option(text));
            case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(List.of(text.split(SEPARATOR)))));
            case REFERENCE -> Optional.of(reference(field, SalesforceId.canonical(text)));
            case REFERENCE_SET -> Optional.empty();
        };
    }

    private static Value reference(FieldSchema field, String id) {
        String type = field.referenceTo().size() == 1
                ? field.referenceTo().getFirst()
                : SalesforceType.ofId(id)
                        .map(SalesforceType::apiName)
                        .filter(field.referenceTo()::contains)
                        .orElseGet(() -> field.referenceTo().stream().findFirst().orElse(""));
        return new Value.Reference(type, id);
    }

    static Instant instant(String text) {
        return OffsetDateTime.parse(text, DATETIME).toInstant();
    }

    /** Milliseconds, 0 where there is no readable stamp. */
    static long stamp(JsonNode raw) {
        try {
            return raw.isTextual() ? instant(raw.asText()).toEpochMilli() : 0;
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }

    /** What to send; null empties the field, empty leaves it alone. */
    static Optional<JsonNode> write(FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value value) -> Optional.of(write(value));
            case FieldValue.Cleared() -> Optional.of(JSON.nullNode());
            case FieldValue.Unread() -> Optional.empty();
        };
    }

    private static JsonNode write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> JSON.textNode(text);
            case Value.Decimal(BigDecimal number) -> JSON.numberNode(number);
            case Value.Bool(boolean yes) -> JSON.booleanNode(yes);
            case Value.Date(LocalDate day) -> JSON.textNode(day.toString());
            case Value.Timestamp(Instant at) -> JSON.textNode(at.truncatedTo(ChronoUnit.MILLIS).toString());
            case Value.Option(String name) -> JSON.textNode(name);
            case Value.OptionSet(var names) -> JSON.textNode(String.join(SEPARATOR, names));
            case Value.Reference(String type, String id) -> JSON.textNode(id);
            case Value.ReferenceSet(var references) -> JSON.textNode(
                    references.stream().map(Value.Reference::id).collect(Collectors.joining(SEPARATOR)));
        };
    }
}
