package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorReply;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes large answers straight to bytes, without a tree of nodes. */
final class JsonDocument {
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static final int USUAL_SIZE = 64 * 1024;

    private JsonDocument() {}

    static VendorReply reply(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new VendorReply(200, Map.of("Content-Type", "application/json;charset=UTF-8"),
                Buffer.buffer(bytes.toByteArray()));
    }
}
