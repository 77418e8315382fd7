package io.bothways.connector.manifest.record;

import io.bothways.connector.manifest.expression.Json;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values between JSON and their types. A value that its type cannot hold stays text, so that merge holds its field. */
final class Values {
    private Values() {}

    /** @param to the type that a reference points to, where it can be only one */
    static FieldValue read(ValueType type, @Nullable Object json, List<String> to) {
        String text = Json.text(json);
        if (text.isEmpty() || json instanceof List<?> list && list.isEmpty()) {
            return FieldValue.CLEARED;
        }
        return FieldValue.of(typed(type, json, text, to).orElseGet(() -> new Value.Text(text)));
    }

    private static Optional<Value> typed(ValueType type, @Nullable Object json, String text, List<String> to) {
        try {
            return switch (type) {
                case TEXT, EMAIL, PHONE, URL -> Optional.of(new Value.Text(text));
                case DECIMAL -> Optional.of(new Value.Decimal(new BigDecimal(text.trim())));
                case BOOLEAN -> switch (text.trim()) {
                    case "true", "1" -> Optional.of(new Value.Bool(true));
                    case "false", "0" -> Optional.of(new Value.Bool(false));
                    default -> Optional.empty();
                };
                // A date never passes through an instant: what follows the day is dropped as it stands.
                case DATE -> Optional.of(new Value.Date(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)));
                case TIMESTAMP -> Optional.of(new Value.Timestamp(json instanceof Number millis
                        ? Instant.ofEpochMilli(millis.longValue()) : OffsetDateTime.parse(text).toInstant()));
                case OPTION -> Optional.of(new Value.Option(text));
                case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(texts(json))));
                case REFERENCE -> Optional.of(reference(text, to));
                case REFERENCE_SET -> Optional.of(new Value.ReferenceSet(texts(json).stream()
                        .map(id -> reference(id, to))
                        .collect(Collectors.toCollection(TreeSet::new))));
            };
        } catch (DateTimeException | NumberFormatException other) {
            return Optional.empty();
        }
    }

    /** An id, or {@code type/id} where it may point to several types. */
    private static Value.Reference reference(String text, List<String> to) {
        int slash = text.indexOf('/');
        return slash > 0 && to.contains(text.substring(0, slash))
                ? new Value.Reference(text.substring(0, slash), text.substring(slash + 1))
                : new Value.Reference(to.getFirst(), text);
    }

    private static List<String> texts(@Nullable Object json) {
        return json instanceof List<?> list ? list.stream().map(Json::text).toList() : List.of(Json.text(json));
    }

    /** As JSON: what a manifest's {@code value} is. */
    static Object write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Decimal(BigDecimal number) -> number;
            case Value.Bool(boolean yes) -> yes;
            case Value.Date(LocalDate day) -> day.toString();
            case Value.Timestamp(Instant at) -> at.toString();
            case Value.Option(String name) -> name;
            case Value.OptionSet(var names) -> List.copyOf(names);
            case Value.Reference(String type, String id) -> id;
            case Value.ReferenceSet(var references) -> references.stream().map(Value.Reference::id).toList();
        };
    }
}
