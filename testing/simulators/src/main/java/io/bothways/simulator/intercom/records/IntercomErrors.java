package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.store.RecordRefused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Intercom's errors: {@code {type: "error.list", request_id, errors: [{code, message, field?}]}}. */
public final class IntercomErrors {
    public static final String CONFLICT = "conflict";
    public static final String INVALID = "parameter_invalid";
    public static final String MISSING = "parameter_not_found";
    public static final String NOT_FOUND = "not_found";

    private IntercomErrors() {
    }

    public static VendorReply reply(int status, String code, String message) {
        return reply(status, code, message, null);
    }

    public static VendorFailure failure(int status, String code, String message) {
        return new VendorFailure(reply(status, code, message));
    }

    public static VendorFailure invalid(String message) {
        return failure(400, INVALID, message);
    }

    public static VendorFailure noContact() {
        return failure(404, NOT_FOUND, "User Not Found");
    }

    public static VendorFailure noCompany() {
        return failure(404, "company_not_found", "Company Not Found");
    }

    public static VendorFailure noTicket() {
        return failure(404, "ticket_not_found", "Ticket not found");
    }

    /** 409 where another record holds a unique value, else 400. */
    public static VendorFailure refused(RecordRefused refused) {
        return new VendorFailure(reply(refused.code().equals(CONFLICT) ? 409 : 400, refused.code(),
                refused.sentence(), refused.field()));
    }

    private static VendorReply reply(int status, String code, String message, @Nullable String field) {
        ObjectNode body = Json.object().put("type", "error.list").put("request_id", UUID.randomUUID().toString());
        ObjectNode error = body.putArray("errors").addObject().put("code", code).put("message", message);
        if (field != null) {
            error.put("field", field);
        }
        return VendorReply.json(status, body);
    }
}
