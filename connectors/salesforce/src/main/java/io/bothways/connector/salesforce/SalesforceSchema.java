package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fields as describe gives them; kept for an hour, because a query for a field that is not there fails as a whole. */
final class SalesforceSchema implements SchemaReader {
    /** Where creates keep their marker, if the organisation has made such an external id. */
    static final String MARKER = "Bothways_Key__c";

    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the account does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);

    private final SalesforceApi api;
    private final Clock clock;
    private final Map<SalesforceType, Known> known = new ConcurrentHashMap<>();

    private record Known(ObjectSchema schema, Map<String, FieldSchema> fields, boolean marked, Instant at) {}

    SalesforceSchema(SalesforceApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        return Arrays.stream(SalesforceType.values())
                .map(type -> load(type).schema())
                .toList();
    }

    /** Those of {@code wanted} that the account has; a field that is gone is unread, not empty. */
    Map<String, FieldSchema> fields(SalesforceType type, Set<String> wanted) {
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

    /** Whether creates can be made idempotent by {@link #MARKER}. */
    boolean marked(SalesforceType type) {
        return current(type, Set.of()).marked();
    }

    private Known current(SalesforceType type, Set<String> wanted) {
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

    private Known load(SalesforceType type) {
        Instant asked = clock.instant();
        JsonNode answer = api.describe(type.apiName());
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        boolean marked = false;
        for (JsonNode field : answer.path("fields")) {
            String name = field.path("name").asText();
            if (name.equals(MARKER)) {
                marked = field.path("externalId").asBoolean() && field.path("createable").asBoolean();
            } else {
                valueType(field.path("type").asText())
                        .ifPresent(valueType -> fields.put(name, field(type, field, name, valueType)));
            }
        }
        ObjectSchema schema = new ObjectSchema(
                type.apiName(),
                answer.path("label").asText(type.apiName()),
                type.kind(),
                List.copyOf(fields.values()));
        Known loaded = new Known(schema, fields, marked, asked);
        known.put(type, loaded);
        return loaded;
    }

    private static FieldSchema field(SalesforceType type, JsonNode field, String name, ValueType valueType) {
        boolean creatable = field.path("createable").asBoolean();
        List<String> referenceTo = new ArrayList<>();
        field.path("referenceTo").forEach(target -> referenceTo.add(target.asText()));
        return new FieldSchema(
                name,
                field.path("label").asText(name),
                valueType,
                type.meaning(name),
                creatable,
                field.path("updateable").asBoolean(),
                creatable && !field.path("nillable").asBoolean() && !field.path("defaultedOnCreate").asBoolean(),
                field.path("unique").asBoolean(),
                options(field),
                referenceTo);
    }

    /** Empty for what is no single value: compound addresses and locations, files. */
    private static Optional<ValueType> valueType(String type) {
        return Optional.ofNullable(switch (type) {
            case "address", "location", "base64", "complexvalue", "anyType", "json" -> null;
            case "int", "long", "double", "currency", "percent" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOLEAN;
            case "date" -> ValueType.DATE;
            case "datetime" -> ValueType.TIMESTAMP;
            case "picklist" -> ValueType.OPTION;
            case "multipicklist" -> ValueType.OPTION_SET;
            case "reference" -> ValueType.REFERENCE;
            case "email" -> ValueType.EMAIL;
            case "phone" -> ValueType.PHONE;
            case "url" -> ValueType.URL;
            default -> ValueType.TEXT;
        });
    }

    private static Map<String, String> options(JsonNode field) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : field.path("picklistValues")) {
            if (option.path("active").asBoolean(true)) {
                String value = option.path("value").asText();
                options.put(value, option.path("label").asText(value));
            }
        }
        return options;
    }
}
