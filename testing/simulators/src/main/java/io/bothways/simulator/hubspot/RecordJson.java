package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The envelope {@code {id, properties, createdAt, updatedAt, archived}}; all property values are text or null. */
final class RecordJson {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int SEARCHABLE_DIGITS = 10;

    private RecordJson() {
    }

    /**
     * The properties of an answer: those asked for, or the default ones, and always id and stamps. Names that do not
     * exist are left out silently.
     */
    static Set<String> properties(ObjectType type, Collection<String> requested) {
        Set<String> names = new LinkedHashSet<>();
        if (requested.isEmpty()) {
            names.addAll(HubSpotSchema.defaultProperties(type));
        } else {
            requested.stream().filter(name -> type.field(name) != null).forEach(names::add);
        }
        names.add(HubSpotSchema.createdProperty(type));
        names.add(HubSpotSchema.OBJECT_ID);
        names.add(HubSpotSchema.modifiedProperty(type));
        return names;
    }

    /** What a write answers: the default properties and those written. */
    static Set<String> written(ObjectType type, Collection<String> sent) {
        Set<String> names = properties(type, Set.of());
        names.addAll(sent);
        return names;
    }

    static ObjectNode of(StoredRecord record, Collection<String> properties) {
        return of(record.type(), record.id(), record.fields(), record.createdAt(), record.modifiedAt(),
                record.deleted(), properties);
    }

    static ObjectNode of(ObjectType type, String id, Map<String, Object> fields, long createdAt, long modifiedAt,
            boolean archived, Collection<String> properties) {
        ObjectNode node = Json.object().put("id", id);
        ObjectNode values = node.putObject("properties");
        for (String name : properties) {
            values.put(name, value(type, id, fields, createdAt, modifiedAt, name));
        }
        node.put("createdAt", instant(createdAt)).put("updatedAt", instant(modifiedAt)).put("archived", archived);
        if (archived) {
            node.put("archivedAt", instant(modifiedAt));
        }
        return node;
    }

    static String instant(long millis) {
        return INSTANT.format(Instant.ofEpochMilli(millis));
    }

    /** {@code {status, results, startedAt, completedAt}} and the errors where there are some. */
    static ObjectNode batch(ArrayNode results, ArrayNode errors, long now) {
        ObjectNode answer = Json.object().put("status", "COMPLETE");
        answer.set("results", results);
        if (!errors.isEmpty()) {
            answer.put("numErrors", errors.size());
            answer.set("errors", errors);
        }
        return answer.put("startedAt", instant(now)).put("completedAt", instant(now));
    }

    private static @Nullable String value(ObjectType type, String id, Map<String, Object> fields, long createdAt,
            long modifiedAt, String name) {
        return switch (name) {
            case HubSpotSchema.OBJECT_ID -> id;
            case HubSpotSchema.CREATED, HubSpotSchema.CUSTOM_CREATED ->
                name.equals(HubSpotSchema.createdProperty(type)) ? instant(createdAt) : null;
            case "lastmodifieddate", "hs_lastmodifieddate" ->
                name.equals(HubSpotSchema.modifiedProperty(type)) ? instant(modifiedAt) : null;
            case HubSpotSchema.SEARCHABLE_PHONE -> searchablePhone((String) fields.get("phone"));
            default -> (String) fields.get(name);
        };
    }

    private static @Nullable String searchablePhone(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        String digits = phone.replaceAll("[^0-9]", "");
        return digits.substring(Math.max(0, digits.length() - SEARCHABLE_DIGITS));
    }
}
