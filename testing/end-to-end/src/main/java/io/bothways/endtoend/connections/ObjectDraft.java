package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Further.Form;
import io.bothways.endtoend.connections.Further.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One object more in the configuration of a connection, as a tenant's admin writes it: from the suggestion for the two
 * types and the apps' own descriptions of their fields.
 */
final class ObjectDraft {
    private final ObjectNode object;
    private final Map<String, JsonNode> fieldsA = new HashMap<>();
    private final Map<String, JsonNode> fieldsB = new HashMap<>();

    /**
     * @param object the suggested one, which is completed
     * @param describedA the type of side A with its fields
     */
    ObjectDraft(ObjectNode object, JsonNode describedA, JsonNode describedB) {
        this.object = object;
        describedA.path("fields").forEach(field -> fieldsA.put(field.path("name").asText(), field));
        describedB.path("fields").forEach(field -> fieldsB.put(field.path("name").asText(), field));
    }

    /** Maps what both forms have, and matches by the name. */
    void complete(Form a, Form b) {
        for (Part part : Part.values()) {
            if (a.has(part) && b.has(part)) {
                map(part.name().toLowerCase(Locale.ROOT), a.prefix() + a.field(part),
                        b.prefix() + b.field(part));
            }
        }
        if (a.company().isPresent() && b.company().isPresent()) {
            map("company", a.company().get().field(), b.company().get().field());
        }
        if (a.stages().isPresent() && b.stages().isPresent()) {
            map("stage", a.stages().get().field(), b.stages().get().field())
                    .putObject("options")
                    .put(a.stages().get().open(), b.stages().get().open())
                    .put(a.stages().get().won(), b.stages().get().won());
        }
        object.putArray("match_keys").addObject()
                .put("name", "name")
                .put("field_a", a.prefix() + a.name())
                .put("field_b", b.prefix() + b.name())
                .put("normaliser", "text");
    }

    private ObjectNode map(String name, String fieldA, String fieldB) {
        ArrayNode mappings = (ArrayNode) object.path("mappings");
        Set<Integer> replaced = new HashSet<>();
        for (int i = 0; i < mappings.size(); i++) {
            JsonNode old = mappings.get(i);
            if (old.path("name").asText().equals(name)
                    || old.path("a").path("name").asText().equals(fieldA)
                    || old.path("b").path("name").asText().equals(fieldB)) {
                replaced.add(i);
            }
        }
        replaced.stream().sorted((x, y) -> y - x).forEach(mappings::remove);
        JsonNode describedA = described(fieldsA, fieldA);
        JsonNode describedB = described(fieldsB, fieldB);
        ObjectNode mapping = mappings.addObject().put("name", name);
        end(mapping.putObject("a"), describedA);
        end(mapping.putObject("b"), describedB);
        mapping.put("direction", "two_way").put("policy", "newest").putObject("options");
        if (!describedA.path("type").equals(describedB.path("type"))) {
            // One app keeps a moment where the other keeps a day.
            mapping.putArray("to_a").addObject().put("type", "day_in").put("zone", "UTC");
            mapping.putArray("to_b").addObject().put("type", "day_in").put("zone", "UTC");
        }
        return mapping;
    }

    private static JsonNode described(Map<String, JsonNode> fields, String name) {
        JsonNode field = fields.get(name);
        if (field == null) {
            throw new CheckFailure("there is no field " + name + " but " + fields.keySet());
        }
        return field;
    }

    private static void end(ObjectNode end, JsonNode field) {
        for (String member : Set.of("name", "type", "creatable", "updatable", "required")) {
            end.set(member, field.path(member));
        }
    }
}
