package io.bothways.simulator.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's call to the vendor's API. */
public final class VendorCall {
    private final RoutingContext routing;
    private final String operation;
    private final CallMeter meter;
    private @Nullable JsonNode json;

    VendorCall(RoutingContext routing, String operation, CallMeter meter) {
        this.routing = routing;
        this.operation = operation;
        this.meter = meter;
    }

    /** The operation as the meter and the fault plan call it. */
    public String operation() {
        return operation;
    }

    public String method() {
        return routing.request().method().name();
    }

    public String path() {
        return routing.request().path();
    }

    /** Path and query, as they were sent. */
    public String uri() {
        return routing.request().uri();
    }

    /** A parameter of the route's path. */
    public String parameter(String name) {
        String value = routing.pathParam(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    /** Whether the route's path has the parameter. */
    public boolean hasParameter(String name) {
        return routing.pathParam(name) != null;
    }

    /** A query parameter, decoded, or {@code null}. */
    public @Nullable String query(String name) {
        List<String> values = routing.queryParam(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** All values of a query parameter, decoded. */
    public List<String> queries(String name) {
        return routing.queryParam(name);
    }

    public @Nullable String header(String name) {
        return routing.request().getHeader(name);
    }

    public Buffer body() {
        Buffer body = routing.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** The body as JSON; a body that is none is answered by the {@link Gatekeeper}. */
    public JsonNode json() {
        if (json == null) {
            try {
                json = Json.MAPPER.readTree(body().getBytes());
            } catch (IOException e) {
                throw new MalformedBody(e);
            }
            if (json == null || json.isMissingNode()) {
                throw new MalformedBody(null);
            }
        }
        return json;
    }

    /** The value of a field of a form body, or {@code null}. */
    public @Nullable String form(String name) {
        return routing.request().getFormAttribute(name);
    }

    /** To be called by handlers that write, with the number of records that they wrote. */
    public void wrote(int records) {
        meter.recordsWritten(records);
    }

    /** Runs a piece of code once the answer is sent or the connection is gone. */
    public void whenDone(Runnable code) {
        routing.addEndHandler(ended -> code.run());
    }

    /** The base of the address that the client called, such as {@code http://127.0.0.1:8101}. */
    public String baseUrl() {
        return "http://" + routing.request().authority();
    }

    RoutingContext routing() {
        return routing;
    }

    static final class MalformedBody extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedBody(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
