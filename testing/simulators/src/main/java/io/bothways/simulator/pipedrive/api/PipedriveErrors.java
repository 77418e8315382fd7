package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveType;

/** Pipedrive's errors: {@code {success: false, error, error_info, errorCode}}, and a {@code code} of invalid values. */
public final class PipedriveErrors {
    private static final String INFO =
            "Please check developers.pipedrive.com for more information about Pipedrive API.";

    private PipedriveErrors() {
    }

    /** An answer with the sentence. */
    public static VendorReply reply(int status, String sentence) {
        return VendorReply.json(status, body(status, sentence));
    }

    /** Ends a call that asks for what the vendor's schema does not allow. */
    public static VendorFailure invalid(String sentence) {
        return new VendorFailure(VendorReply.json(400, body(400, sentence).put("code", FieldValues.INVALID)));
    }

    static VendorFailure refused(RecordRefused refused) {
        return invalid(refused.sentence());
    }

    static VendorFailure forbidden(String sentence) {
        return new VendorFailure(reply(403, sentence));
    }

    static VendorFailure notFound(PipedriveType type) {
        return new VendorFailure(reply(404, type.title() + " not found"));
    }

    private static ObjectNode body(int status, String sentence) {
        return Json.object().put("success", false).put("error", sentence).put("error_info", INFO)
                .put("errorCode", status).putNull("data").putNull("additional_data");
    }
}
