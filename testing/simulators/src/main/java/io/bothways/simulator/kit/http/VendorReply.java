package io.bothways.simulator.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the app: status, headers and body. */
public record VendorReply(int status, Map<String, String> headers, Buffer body) {

    public static VendorReply json(int status, JsonNode content) {
        try {
            return new VendorReply(status, Map.of("Content-Type", "application/json;charset=utf-8"),
                    Buffer.buffer(Json.MAPPER.writeValueAsBytes(content)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }

    public static VendorReply text(int status, String contentType, String content) {
        return new VendorReply(status, Map.of("Content-Type", contentType), Buffer.buffer(content));
    }

    public static VendorReply empty(int status) {
        return new VendorReply(status, Map.of(), Buffer.buffer());
    }

    /** The same answer with one more header. */
    public VendorReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new VendorReply(status, more, body);
    }
}
