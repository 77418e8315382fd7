package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Typed JSON, and moments as seconds since 1970. What cannot be read as the field's type stays text, so that one odd
 * value holds its field and not the page.
 */
final class IntercomValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Beyond year 9999 a number of seconds is none. */
    private static final long MOST_SECONDS = 253_402_300_799L;

    private IntercomValues() {}

    static FieldValue read(FieldSchema field, JsonNode raw) {
        if (raw.isMissingNode() || raw.isNull() || raw.isTextual() && raw.asText().isEmpty()) {
            return FieldValue.CLEARED;
        }
        return FieldValue.of(typed(field, raw).orElseGet(() ->
                new Value.Text(raw.isValueNode() ? raw.asText() : raw.toString())));
    }

    private static Optional<Value> typed(FieldSchema field, JsonNode raw) {
        return switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL ->
                raw.isValueNode() ? Optional.of(new Value.Text(raw.asText())) : Optional.empty();
            case DECIMAL -> raw.isNumber() ? Optional.of(new Value.Decimal(raw.decimalValue())) : Optional.empty();
            case BOOLEAN -> raw.isBoolean() ? Optional.of(new Value.Bool(raw.asBoolean())) : Optional.empty();
            case DATE -> moment(raw).map(at -> new Value.Date(at.atOffset(ZoneOffset.UTC).toLocalDate()));
            case TIMESTAMP -> moment(raw).map(Value.Timestamp::new);
            case OPTION -> raw.isValueNode() ? Optional.of(new Value.Option(raw.asText())) : Optional.empty();
            case REFERENCE -> raw.isValueNode()
                    ? Optional.of(new Value.Reference(field.referenceTo().getFirst(), raw.asText()))
                    : Optional.empty();
            case OPTION_SET, REFERENCE_SET -> Optional.empty();
        };
    }

    private static Optional<Instant> moment(JsonNode raw) {
        long seconds = raw.asLong();
        return raw.isIntegralNumber() && Math.abs(seconds) <= MOST_SECONDS
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /** What to send; empty for a field that was not read and so is left alone. */
    static Optional<JsonNode> write(FieldSchema field, FieldValue value) {
        return switch (value) {
            case FieldValue.Present(Value present) -> Optional.of(write(field, present));
            case FieldValue.Cleared() -> Optional.of(NullNode.getInstance());
            case FieldValue.Unread() -> Optional.empty();
        };
    }

    private static JsonNode write(FieldSchema field, Value value) {
        return switch (value) {
            case Value.Text(String text) -> JSON.textNode(text);
            case Value.Decimal(BigDecimal number) -> number(number);
            case Value.Bool(boolean yes) -> JSON.booleanNode(yes);
            case Value.Date(LocalDate day) -> JSON.numberNode(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
            case Value.Timestamp(Instant at) -> JSON.numberNode(at.getEpochSecond());
            case Value.Option(String name) -> JSON.textNode(name);
            case Value.OptionSet(var names) -> JSON.textNode(String.join(",", new TreeSet<>(names)));
            // Teammates have numbers, and an owner is written as one.
            case Value.Reference(String type, String id) ->
                field.name().equals(IntercomFields.OWNER) && id.matches("\\d{1,18}")
                        ? JSON.numberNode(Long.parseLong(id))
                        : JSON.textNode(id);
            case Value.ReferenceSet(var references) ->
                JSON.textNode(references.isEmpty() ? "" : references.first().id());
        };
    }

    /** Whole numbers are written as such: an attribute of whole numbers takes no other. */
    private static JsonNode number(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18
                ? JSON.numberNode(number.longValueExact())
                : JSON.numberNode(number);
    }
}
