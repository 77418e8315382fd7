package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.ObjectSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fields as Pipedrive defines them; kept for an hour, because a value's type is known from its field alone. */
final class PipedriveSchema implements SchemaReader {
    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the company does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);

    private final PipedriveApi api;
    private final Clock clock;
    private final Map<PipedriveType, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, PipedriveField> fields, Instant at) {}

    PipedriveSchema(PipedriveApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        Map<String, String> users = users();
        return Arrays.stream(PipedriveType.values())
                .map(type -> new ObjectSchema(
                        type.path(), type.label(), type.kind(), load(type, users).fields().values().stream()
                                .map(PipedriveField::schema)
                                .toList()))
                .toList();
    }

    /** Those of {@code wanted} that the company has; a field that is gone is unread, not empty. */
    Map<String, PipedriveField> fields(PipedriveType type, Set<String> wanted) {
        Known current = current(type, wanted);
        Map<String, PipedriveField> fields = new LinkedHashMap<>();
        wanted.stream().sorted().forEach(name -> {
            PipedriveField field = current.fields().get(name);
            if (field != null) {
                fields.put(name, field);
            }
        });
        return fields;
    }

    private Known current(PipedriveType type, Set<String> wanted) {
        Known current = known.get(type);
        if (current == null || stale(current, wanted)) {
            synchronized (this) {
                Known again = known.get(type);
                // Which users there are matters to people only, who ask for the whole schema.
                current = again == null || stale(again, wanted) ? load(type, Map.of()) : again;
            }
        }
        return current;
    }

    private boolean stale(Known current, Set<String> wanted) {
        Duration age = Duration.between(current.at(), clock.instant());
        return age.compareTo(KEPT) > 0
                || age.compareTo(UNKNOWN_KEPT) > 0 && !current.fields().keySet().containsAll(wanted);
    }

    private Known load(PipedriveType type, Map<String, String> users) {
        Instant asked = clock.instant();
        FieldReading reading = new FieldReading(type, users, this::names);
        List<PipedriveField> fields = new ArrayList<>();
        if (type == PipedriveType.LEADS) {
            fields.addAll(reading.leadFields());
        } else {
            all(type.fields()).forEach(field -> fields.addAll(reading.read(field)));
        }
        Map<String, PipedriveField> named = new LinkedHashMap<>();
        fields.forEach(field -> named.put(field.schema().name(), field));
        Known loaded = new Known(named, asked);
        known.put(type, loaded);
        return loaded;
    }

    private Map<String, String> users() {
        Map<String, String> users = new LinkedHashMap<>();
        for (JsonNode user : PipedriveRecords.data(api.users())) {
            if (user.path("active_flag").asBoolean(true)) {
                users.put(user.path("id").asText(), user.path("name").asText());
            }
        }
        return users;
    }

    /** Stages or pipelines. */
    private Map<String, String> names(String resource) {
        Map<String, String> names = new LinkedHashMap<>();
        all(resource).forEach(each -> names.put(each.path("id").asText(), each.path("name").asText()));
        return names;
    }

    private List<JsonNode> all(String resource) {
        List<JsonNode> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode answer = api.schema(resource, PipedriveProvider.PAGE, cursor);
            PipedriveRecords.data(answer).forEach(all::add);
            cursor = PipedriveRecords.next(answer).orElse(null);
        } while (cursor != null);
        return all;
    }
}
