package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Types and fields as the app describes them; kept for an hour, because every value is read by its field's type. */
final class TemplateSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** The app's types with their labels and the standard words that connectors share. */
    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();
    /** The app's fields with the standard words that connectors share. */
    private static final Map<String, String> MEANINGS = Map.of(
            "email", "email",
            "first_name", "first_name",
            "last_name", "last_name",
            "phone", "phone",
            "job_title", "title",
            "city", "city",
            "country", "country",
            "website", "website",
            "name", "name",
            "company_id", "company");

    static {
        TYPES.put("contacts", List.of("Contacts", "contact"));
        TYPES.put("companies", List.of("Companies", "company"));
    }

    private final TemplateApi api;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(ObjectSchema schema, Instant at) {}

    TemplateSchema(TemplateApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        return TYPES.keySet().stream().map(this::load).toList();
    }

    /** Those of {@code wanted} that the account has: a field that is gone is unread, not empty. */
    Map<String, FieldSchema> fields(String type, Set<String> wanted) {
        Known held = known.get(type);
        ObjectSchema schema =
                held == null || held.at().plus(KEPT).isBefore(clock.instant()) ? load(type) : held.schema();
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        schema.fields().stream()
                .filter(field -> wanted.contains(field.name()))
                .forEach(field -> fields.put(field.name(), field));
        return fields;
    }

    private ObjectSchema load(String type) {
        Instant asked = clock.instant();
        List<FieldSchema> fields = new ArrayList<>();
        api.fields(type).path("fields").forEach(field -> fields.add(field(field)));
        List<String> words = TYPES.getOrDefault(type, List.of(type, type));
        ObjectSchema schema = new ObjectSchema(type, words.getFirst(), words.getLast(), fields);
        known.put(type, new Known(schema, asked));
        return schema;
    }

    private static FieldSchema field(JsonNode field) {
        String name = field.path("name").asText();
        boolean writable = !field.path("read_only").asBoolean();
        ValueType type = type(field.path("type").asText());
        Map<String, String> options = new LinkedHashMap<>();
        field.path("options").forEach(option -> options.put(option.asText(), option.asText()));
        return new FieldSchema(
                name,
                field.path("label").asText(name),
                type,
                Optional.ofNullable(MEANINGS.get(name)),
                writable,
                writable,
                field.path("required").asBoolean(),
                field.path("unique").asBoolean(),
                options,
                type == ValueType.REFERENCE ? List.of("companies") : List.of());
    }

    private static ValueType type(String word) {
        return switch (word) {
            case "email" -> ValueType.EMAIL;
            case "phone" -> ValueType.PHONE;
            case "url" -> ValueType.URL;
            case "number" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOLEAN;
            case "date" -> ValueType.DATE;
            case "instant" -> ValueType.TIMESTAMP;
            case "option" -> ValueType.OPTION;
            case "reference" -> ValueType.REFERENCE;
            default -> ValueType.TEXT;
        };
    }
}
