package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorReply;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the Web API: the whole answer to a call, or one part of the answer to a batch. */
record ODataReply(int status, Map<String, String> headers, String body) {
    private static final String JSON = "application/json; odata.metadata=minimal";

    static ODataReply json(int status, JsonNode content) {
        try {
            return new ODataReply(status, Map.of("Content-Type", JSON), Json.MAPPER.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }

    static ODataReply text(int status, String contentType, String content) {
        return new ODataReply(status, Map.of("Content-Type", contentType), content);
    }

    static ODataReply empty(int status) {
        return new ODataReply(status, Map.of(), "");
    }

    /** A refusal, with the details that the client asked for. */
    static ODataReply of(Problem problem, Preferences preferences) {
        ObjectNode error = Json.object().put("code", problem.code()).put("message", problem.sentence());
        if (preferences.wants("Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus")) {
            error.put("@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus", "0");
        }
        if (preferences.wants("Microsoft.PowerApps.CDS.HelpLink")) {
            error.put("@Microsoft.PowerApps.CDS.HelpLink",
                    "http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException:"
                            + problem.code().replace("0x", ""));
        }
        if (preferences.wants("Microsoft.PowerApps.CDS.InnerError.Message")) {
            error.put("@Microsoft.PowerApps.CDS.InnerError.Message", problem.sentence());
        }
        return json(problem.status(), Json.object().set("error", error));
    }

    ODataReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ODataReply(status, more, body);
    }

    VendorReply asVendorReply() {
        VendorReply reply = new VendorReply(status, headers, Buffer.buffer(body));
        return reply.with("OData-Version", "4.0");
    }

    /** Bodies hold personal data. */
    @Override
    public String toString() {
        return "ODataReply[" + status + "]";
    }
}
