package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.store.RecordRefused;
import java.util.List;
import java.util.Optional;

/** One refusal in Salesforce's words: a code, a message, the fields concerned, what a duplicate rule found. */
public record ApiError(String code, String message, List<String> fields, Optional<ObjectNode> duplicateResult) {
    public ApiError {
        fields = List.copyOf(fields);
    }

    public static ApiError of(String code, String message) {
        return new ApiError(code, message, List.of(), Optional.empty());
    }

    public static ApiError of(RecordRefused refusal) {
        String field = refusal.field();
        return new ApiError(refusal.code(), refusal.sentence(), field == null ? List.of() : List.of(field),
                Optional.empty());
    }

    public static ApiError notFound() {
        return of("NOT_FOUND", "The requested resource does not exist");
    }

    public static ApiError malformedId(String typeName, String id) {
        return of("MALFORMED_ID", typeName + " ID: id value of incorrect type: " + id);
    }

    /** The status of an answer that consists of this error alone. */
    public int status() {
        return switch (code) {
            case "INVALID_SESSION_ID" -> 401;
            case "REQUEST_LIMIT_EXCEEDED" -> 403;
            case "NOT_FOUND", "ENTITY_IS_DELETED" -> 404;
            case "METHOD_NOT_ALLOWED" -> 405;
            default -> 400;
        };
    }

    /** The answer of a request that failed as a whole; without fields where none is concerned. */
    public VendorReply reply() {
        ObjectNode error = Json.object().put("message", message).put("errorCode", code);
        if (!fields.isEmpty()) {
            error.set("fields", names());
        }
        duplicateResult.ifPresent(result -> error.set("duplicateResult", result));
        return VendorReply.json(status(), Json.array().add(error));
    }

    public VendorFailure asFailure() {
        return new VendorFailure(reply());
    }

    /** As an entry of a collection row's errors, where the code has another name and fields always stand. */
    public ObjectNode inRow() {
        ObjectNode error = Json.object().put("statusCode", code).put("message", message);
        error.set("fields", names());
        duplicateResult.ifPresent(result -> error.set("duplicateResult", result));
        return error;
    }

    private ArrayNode names() {
        ArrayNode names = Json.array();
        fields.forEach(names::add);
        return names;
    }

    /** Messages may quote values of a record. */
    @Override
    public String toString() {
        return code + fields;
    }
}
