package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;

/** What properties there are. A property may be written unless it is calculated or its value is read-only. */
final class PropertyRoutes {
    private static final List<String> PATHS = List.of("/crm/v3/properties/:type", "/crm/properties/:version/:type");

    void addTo(VendorRoutes routes) {
        for (String path : PATHS) {
            routes.read(HttpMethod.GET, path, "{type}.properties", this::list);
            routes.read(HttpMethod.GET, path + "/:name", "{type}.property", this::get);
        }
    }

    private VendorReply list(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        type.fields().forEach(property -> results.add(describe(type, property)));
        return VendorReply.json(200, answer);
    }

    private VendorReply get(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        FieldDefinition property = type.field(call.parameter("name"));
        if (property == null) {
            throw HubSpotErrors.failure(404, "OBJECT_NOT_FOUND", "Property " + call.parameter("name")
                    + " does not exist");
        }
        return VendorReply.json(200, describe(type, property));
    }

    static ObjectNode describe(ObjectType type, FieldDefinition property) {
        boolean unique = property.name().equals(HubSpotSchema.EMAIL)
                || property.name().equals(HubSpotSchema.OBJECT_ID);
        ObjectNode node = Json.object().put("name", property.name()).put("label", property.label())
                .put("type", type(property)).put("fieldType", fieldType(property)).put("description", "")
                .put("groupName", HubSpotSchema.singular(type) + "information").put("displayOrder", -1)
                .put("calculated", property.name().equals(HubSpotSchema.SEARCHABLE_PHONE))
                .put("externalOptions", false).put("hasUniqueValue", unique)
                .put("hidden", property.name().equals(HubSpotSchema.SEARCHABLE_PHONE))
                .put("hubspotDefined", !HubSpotSchema.custom(property)).put("formField", property.editable())
                .put("archived", false).put("dataSensitivity", "non_sensitive");
        if (property.name().equals(HubSpotSchema.OWNER)) {
            // An owner's options are the owners, who have an address of their own.
            node.put("referencedObjectType", "OWNER").put("externalOptions", true);
        }
        ArrayNode options = node.putArray("options");
        for (int at = 0; at < property.options().size(); at++) {
            String value = property.options().get(at);
            options.addObject().put("label", value.charAt(0) + value.substring(1).toLowerCase(Locale.ROOT))
                    .put("value", value).put("displayOrder", at).put("hidden", false);
        }
        node.putObject("modificationMetadata").put("archivable", HubSpotSchema.custom(property))
                .put("readOnlyDefinition", !HubSpotSchema.custom(property)).put("readOnlyValue", !property.editable());
        return node;
    }

    private static String type(FieldDefinition property) {
        return switch (property.kind()) {
            case NUMBER -> "number";
            case REFERENCE -> "enumeration";
            case DATE -> "date";
            case INSTANT -> "datetime";
            case OPTION -> "enumeration";
            case BOOLEAN -> "bool";
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> "string";
        };
    }

    private static String fieldType(FieldDefinition property) {
        return switch (property.kind()) {
            case NUMBER -> "number";
            case REFERENCE -> "select";
            case DATE, INSTANT -> "date";
            case OPTION -> "select";
            case BOOLEAN -> "booleancheckbox";
            case LONG_TEXT -> "textarea";
            case PHONE -> "phonenumber";
            case TEXT, EMAIL, URL -> "text";
        };
    }
}
