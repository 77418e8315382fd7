package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads records by id or by a unique property. What is asked for stands in the body, so that it may be as long as it
 * is: an address ends at some 16,000 characters.
 */
final class BatchReading {
    private final HubSpotApi api;

    BatchReading(HubSpotApi api) {
        this.api = api;
    }

    /**
     * Missing ids come as errors of a 207; the results say enough.
     *
     * @param ids at most {@link HubSpotProvider#BATCH}
     * @param idProperty what they are values of; empty for the record id
     * @return in no order; a merged id gives its survivor
     */
    List<JsonNode> read(
            HubSpotType type, Collection<String> properties, Collection<String> ids, Optional<String> idProperty) {
        if (ids.isEmpty()) {
            return List.of();
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode names = request.putArray("properties");
        properties.forEach(names::add);
        idProperty.ifPresent(property -> request.put("idProperty", property));
        ArrayNode inputs = request.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        List<JsonNode> objects = new ArrayList<>();
        api.batchRead(type.path(), request).path("results").forEach(objects::add);
        return objects;
    }
}
