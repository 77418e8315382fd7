package io.bothways.connector.intercom;

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

/** Fields: those of every workspace and its own attributes; kept for an hour, as a value's type stands only here. */
final class IntercomSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the account does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);

    private final IntercomApi api;
    private final Clock clock;
    private final Map<IntercomType, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, FieldSchema> fields, Instant at) {}

    /** The fields that a call is about. */
    record Fields(IntercomType type, Map<String, FieldSchema> byName) {
        boolean has(String name) {
            return byName.containsKey(name);
        }
    }

    IntercomSchema(IntercomApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        List<ObjectSchema> types = new ArrayList<>();
        for (IntercomType type : IntercomType.values()) {
            types.add(new ObjectSchema(
                    type.path(), type.label(), type.kind(), List.copyOf(load(type).fields().values())));
        }
        return types;
    }

    /** Those of {@code wanted} that the account has; a field that is gone is unread, not empty. */
    Fields fields(IntercomType type, Set<String> wanted) {
        Known current = current(type, wanted);
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        wanted.stream().sorted().forEach(name -> Optional.ofNullable(current.fields().get(name))
                .ifPresent(field -> fields.put(name, field)));
        return new Fields(type, fields);
    }

    private Known current(IntercomType type, Set<String> wanted) {
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

    private Known load(IntercomType type) {
        Instant asked = clock.instant();
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        IntercomFields.of(type).forEach(field -> fields.put(field.name(), field));
        if (!type.model().isEmpty()) {
            for (JsonNode attribute : api.dataAttributes(type.model()).path("data")) {
                String name = attribute.path("name").asText("");
                boolean shown = attribute.path("custom").asBoolean() && !attribute.path("archived").asBoolean();
                if (shown && !name.isEmpty()) {
                    FieldSchema field = attribute(name, attribute);
                    fields.put(field.name(), field);
                }
            }
        }
        if (type == IntercomType.TICKETS) {
            TicketFields.of(api.ticketTypes()).forEach(field -> fields.put(field.name(), field));
        }
        Known loaded = new Known(fields, asked);
        known.put(type, loaded);
        return loaded;
    }

    private static FieldSchema attribute(String name, JsonNode attribute) {
        boolean writable = attribute.path("api_writable").asBoolean(true);
        Map<String, String> options = options(attribute.path("options"));
        return new FieldSchema(
                IntercomFields.ATTRIBUTE + name,
                attribute.path("label").asText(name),
                options.isEmpty() ? valueType(name, attribute.path("data_type").asText("")) : ValueType.OPTION,
                meaning(name),
                writable,
                writable,
                false,
                false,
                options,
                List.of());
    }

    /** Intercom's dates are moments; only a name that ends in {@code _at} says that the time of day is meant. */
    private static ValueType valueType(String name, String dataType) {
        return switch (dataType) {
            case "integer", "float" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOLEAN;
            case "date" -> name.endsWith("_at") ? ValueType.TIMESTAMP : ValueType.DATE;
            default -> ValueType.TEXT;
        };
    }

    /** What other apps have as fields of their own is an attribute here, by the name that people give it. */
    private static Optional<String> meaning(String name) {
        return switch (name) {
            case "job_title" -> Optional.of("title");
            case "city", "country", "website", "domain", "first_name", "last_name" -> Optional.of(name);
            default -> Optional.empty();
        };
    }

    /** Plain texts, or objects with a value. */
    private static Map<String, String> options(JsonNode list) {
        Map<String, String> options = new LinkedHashMap<>();
        list.forEach(option -> {
            String value = option.isTextual() ? option.asText() : option.path("value").asText("");
            if (!value.isEmpty()) {
                options.put(value, value);
            }
        });
        return options;
    }
}
