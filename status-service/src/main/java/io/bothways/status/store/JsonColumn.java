package io.bothways.status.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Text columns that hold JSON of our own making. */
public final class JsonColumn {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonColumn() {}

    public static JsonNode read(String column) {
        try {
            return JSON.readTree(column);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a column holds no JSON", broken);
        }
    }

    public static String write(Object value) {
        return JSON.valueToTree(value).toString();
    }

    public static ArrayNode array() {
        return JSON.createArrayNode();
    }
}
