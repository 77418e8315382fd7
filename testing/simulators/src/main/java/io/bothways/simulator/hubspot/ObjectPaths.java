package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.store.ObjectType;
import java.util.ArrayList;
import java.util.List;

/** What the routes of objects share: both families of addresses, and how type, properties and inputs are read. */
final class ObjectPaths {
    /** The legacy family and the date-versioned one; they answer alike. */
    static final List<String> OBJECTS = List.of("/crm/v3/objects/:type", "/crm/objects/:version/:type");

    private ObjectPaths() {
    }

    static ObjectType type(VendorCall call) {
        return type(call.parameter("type"));
    }

    static ObjectType type(String name) {
        ObjectType type = HubSpotSchema.type(name);
        if (type == null) {
            throw HubSpotErrors.invalid("Unable to infer object type from: " + name);
        }
        return type;
    }

    /** Comma-separated, repeated, or both. */
    static List<String> list(VendorCall call, String parameter) {
        List<String> all = new ArrayList<>();
        for (String value : call.queries(parameter)) {
            for (String part : value.split(",")) {
                if (!part.isBlank()) {
                    all.add(part.strip());
                }
            }
        }
        return all;
    }

    static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(value -> all.add(value.asText()));
        return all;
    }

    /** The inputs of a batch, at least one and at most {@code max}. */
    static JsonNode inputs(VendorCall call, int max) {
        JsonNode inputs = call.json().path("inputs");
        if (!inputs.isArray()) {
            throw HubSpotErrors.invalid("Invalid input JSON: Some required fields were not set: [inputs]");
        }
        if (inputs.isEmpty()) {
            throw HubSpotErrors.invalid("Invalid input: inputs must not be empty");
        }
        if (inputs.size() > max) {
            throw HubSpotErrors.invalid("The maximum number of inputs supported in a batch request is " + max
                    + ", but this request had " + inputs.size());
        }
        return inputs;
    }

    /** A whole number of the query from {@code min} to {@code max}. */
    static int number(VendorCall call, String parameter, int standard, int min, int max) {
        String text = call.query(parameter);
        if (text == null || text.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw HubSpotErrors.invalid("Invalid value for " + parameter + ": it must be a whole number from " + min
                + " to " + max);
    }
}
