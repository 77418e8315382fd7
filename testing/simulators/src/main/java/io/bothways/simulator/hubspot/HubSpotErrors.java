package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import java.util.Collection;
import java.util.UUID;

/** HubSpot's errors: {@code {status, message, correlationId, category}} and what some add to it. */
final class HubSpotErrors {
    private HubSpotErrors() {
    }

    static ObjectNode error(String category, String message) {
        return Json.object().put("status", "error").put("message", message)
                .put("correlationId", UUID.randomUUID().toString()).put("category", category);
    }

    static VendorFailure failure(int status, String category, String message) {
        return new VendorFailure(VendorReply.json(status, error(category, message)));
    }

    static VendorFailure invalid(String message) {
        return failure(400, "VALIDATION_ERROR", message);
    }

    static VendorFailure notFound(ObjectType type, Collection<String> ids) {
        return new VendorFailure(VendorReply.json(404, missing(type, ids)));
    }

    /** The error of a single call and the entry of a batch alike. */
    static ObjectNode missing(ObjectType type, Collection<String> ids) {
        ObjectNode error = error("OBJECT_NOT_FOUND", "Could not get some "
                + HubSpotSchema.upper(type)
                + " objects, they may be deleted or not exist. Check that ids are valid.");
        ArrayNode list = error.putObject("context").putArray("ids");
        ids.forEach(list::add);
        return error;
    }

    /** A refused record: 409 where another one holds the unique value, else 400 with the verdict on the property. */
    static ObjectNode refusal(RecordRefused refused) {
        if (refused.code().equals(HubSpotRules.CONFLICT)) {
            return error("CONFLICT", refused.sentence());
        }
        if (refused.code().equals(HubSpotRules.REQUIRED)) {
            ObjectNode error = error("VALIDATION_ERROR", refused.sentence());
            error.putObject("context").putArray("properties").add(refused.field());
            return error;
        }
        ObjectNode verdict = Json.object().put("isValid", false).put("message", refused.sentence())
                .put("error", refused.code()).put("name", refused.field());
        ObjectNode error = error("VALIDATION_ERROR",
                "Property values were not valid: " + Json.array().add(verdict));
        ObjectNode detail = error.putArray("errors").addObject().put("message", refused.sentence())
                .put("code", refused.code());
        detail.putObject("context").putArray("propertyName").add(refused.field());
        return error;
    }

    static int status(ObjectNode error) {
        return switch (error.path("category").asText()) {
            case "CONFLICT" -> 409;
            case "OBJECT_NOT_FOUND" -> 404;
            default -> 400;
        };
    }
}
