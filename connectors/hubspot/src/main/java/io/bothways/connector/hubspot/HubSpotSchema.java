package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Properties as HubSpot defines them; kept for an hour, because a value's type is known from its property alone. */
final class HubSpotSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the account does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);

    private static final String OWNER = "hubspot_owner_id";
    private static final int OWNERS_PAGE = 100;

    private final HubSpotApi api;
    private final Clock clock;
    /** By the type's path. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, FieldSchema> fields, ObjectSchema visible, Instant at) {}

    HubSpotSchema(HubSpotApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        Map<String, String> owners = allowed(this::owners).orElse(Map.of());
        List<HubSpotType> types = new ArrayList<>(HubSpotType.STANDARD);
        types.addAll(allowed(this::custom).orElse(List.of()));
        List<ObjectSchema> described = new ArrayList<>();
        for (HubSpotType type : types) {
            Supplier<ObjectSchema> read = () -> withOwners(load(type).visible(), owners);
            if (type == HubSpotType.CONTACTS || type == HubSpotType.COMPANIES) {
                described.add(read.get());
            } else {
                allowed(read).ifPresent(described::add);
            }
        }
        return described;
    }

    /** Few apps are granted the scopes of every type: what an account may not see is not there. */
    private static <T> Optional<T> allowed(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ConnectorException refused) {
            if (refused.failure().code().equals(FailureCodes.PERMISSION_MISSING)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private List<HubSpotType> custom() {
        List<HubSpotType> types = new ArrayList<>();
        for (JsonNode schema : api.schemas().path("results")) {
            String typeId = schema.path("objectTypeId").asText();
            Set<String> required = new HashSet<>();
            schema.path("requiredProperties").forEach(property -> required.add(property.asText()));
            String label = schema.path("labels").path("plural").asText(schema.path("name").asText(typeId));
            types.add(HubSpotType.custom(typeId, label, required));
        }
        return types;
    }

    /** Owner id to e-mail: owners are options, so that a value map can say who is who in another app. */
    private Map<String, String> owners() {
        Map<String, String> owners = new LinkedHashMap<>();
        String after = null;
        do {
            JsonNode page = api.owners(OWNERS_PAGE, after);
            page.path("results").forEach(owner ->
                    owners.put(owner.path("id").asText(), owner.path("email").asText(owner.path("id").asText())));
            after = page.path("paging").path("next").path("after").asText(null);
        } while (after != null);
        return owners;
    }

    private static ObjectSchema withOwners(ObjectSchema schema, Map<String, String> owners) {
        List<FieldSchema> fields = schema.fields().stream()
                .map(field -> field.name().equals(OWNER) ? withOptions(field, owners) : field)
                .toList();
        return new ObjectSchema(schema.type(), schema.label(), schema.kind(), fields);
    }

    private static FieldSchema withOptions(FieldSchema field, Map<String, String> options) {
        return new FieldSchema(
                field.name(), field.label(), ValueType.OPTION, field.meaning(), field.creatable(), field.updatable(),
                field.required(), field.unique(), options, List.of());
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
        Known current = known.get(type.path());
        if (current == null || stale(current, wanted)) {
            synchronized (this) {
                Known again = known.get(type.path());
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
        known.put(type.path(), loaded);
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
                type.required().contains(name),
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
