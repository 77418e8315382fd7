package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Properties as HubSpot defines them; kept for an hour, because a value's type is known from its property alone. */
final class HubSpotSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the account does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);

    private final HubSpotApi api;
    private final Clock clock;
    private final Map<HubSpotType, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, FieldSchema> fields, ObjectSchema visible, Instant at) {}

    HubSpotSchema(HubSpotApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        return Arrays.stream(HubSpotType.values()).map(type -> load(type).visible()).toList();
    }

    /** Those of {@code wanted} that the account has; a field that is gone is unread, not empty. */
    Map<String, FieldSchema> fields(HubSpotType type, Set<String> wanted) {
        Known current = current(type, wanted);
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        wanted.stream().sorted().forEach(name -> {
            FieldSchema field = current.fields().get(name);
            if (field != null) {
                fields.put(name, field);
            }
        });
        return fields;
    }

    private Known current(HubSpotType type, Set<String> wanted) {
        Known current = known.get(type);
        if (current == null || stale(current, wanted)) {
            synchronized (this) {
                Known again = known.get(type);
                current = again == null || stale(again, wanted) ? load(type) : again;
            }
        }
        return current;
    }

    private boolean stale(Known current, Set<String> wanted) {
        Duration age = Duration.between(current.at(), clock.instant());
        return age.compareTo(KEPT) > 0
                || age.compareTo(UNKNOWN_KEPT) > 0 && !current.fields().keySet().containsAll(wanted);
    }

    private Known load(HubSpotType type) {
        Instant asked = clock.instant();
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        Map<String, FieldSchema> shown = new LinkedHashMap<>();
        for (JsonNode property : api.properties(type.path()).path("results")) {
            FieldSchema field = field(type, property);
            fields.put(field.name(), field);
            if (!property.path("hidden").asBoolean() || type.meaning(field.name()).isPresent()) {
                shown.put(field.name(), field);
            }
        }
        ObjectSchema visible = new ObjectSchema(type.path(), type.label(), type.kind(), List.copyOf(shown.values()));
        Known loaded = new Known(fields, visible, asked);
        known.put(type, loaded);
        return loaded;
    }

    private static FieldSchema field(HubSpotType type, JsonNode property) {
        String name = property.path("name").asText();
        boolean reference = type.isCompanyReference(name);
        boolean writable = reference
                || !property.path("calculated").asBoolean()
                        && !property.path("modificationMetadata").path("readOnlyValue").asBoolean();
        return new FieldSchema(
                name,
                property.path("label").asText(name),
                reference ? ValueType.REFERENCE : valueType(property),
                type.meaning(name),
                writable,
                writable,
                false,
                property.path("hasUniqueValue").asBoolean() || type == HubSpotType.CONTACTS && name.equals("email"),
                options(property),
                reference ? List.of(HubSpotType.COMPANIES.path()) : List.of());
    }

    private static ValueType valueType(JsonNode property) {
        String control = property.path("fieldType").asText();
        return switch (property.path("type").asText()) {
            case "number" -> ValueType.DECIMAL;
            case "date" -> ValueType.DATE;
            case "datetime" -> ValueType.TIMESTAMP;
            case "bool" -> ValueType.BOOLEAN;
            case "enumeration" -> switch (control) {
                case "checkbox" -> ValueType.OPTION_SET;
                case "booleancheckbox" -> ValueType.BOOLEAN;
                default -> ValueType.OPTION;
            };
            case "phone_number" -> ValueType.PHONE;
            default -> textType(property.path("name").asText(), control);
        };
    }

    /** HubSpot knows e-mails and addresses of pages by the property's name only. */
    private static ValueType textType(String name, String control) {
        return switch (name) {
            case "email" -> ValueType.EMAIL;
            case "website", "domain" -> ValueType.URL;
            default -> control.equals("phonenumber") || name.equals("phone") ? ValueType.PHONE : ValueType.TEXT;
        };
    }

    private static Map<String, String> options(JsonNode property) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : property.path("options")) {
            Optional.ofNullable(option.get("value"))
                    .ifPresent(value -> options.put(value.asText(), option.path("label").asText(value.asText())));
        }
        return options;
    }
}
