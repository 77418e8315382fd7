package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.RecordRefused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.function.Function;

/** A call to the control API: JSON in, JSON out, a sentence where something is wrong. */
final class ControlCall {
    /** Given by a handler that sends the answer itself, later. */
    static final JsonNode LATER = Json.object();

    private final RoutingContext routing;

    private ControlCall(RoutingContext routing) {
        this.routing = routing;
    }

    /** What the handler gives is answered with 200; its {@link Wrong} as it says. */
    static void route(Router router, HttpMethod method, String path, Function<ControlCall, JsonNode> handler) {
        router.route(method, path).handler(routing -> answer(routing, 200, handler));
    }

    /** The same, with 201. */
    static void routeCreating(Router router, String path, Function<ControlCall, JsonNode> handler) {
        router.post(path).handler(routing -> answer(routing, 201, handler));
    }

    static void answer(RoutingContext routing, int status, Function<ControlCall, JsonNode> handler) {
        try {
            JsonNode content = handler.apply(new ControlCall(routing));
            if (content != LATER) {
                send(routing, status, content);
            }
        } catch (Wrong e) {
            send(routing, e.status, Json.object().put("error", e.getMessage()));
        } catch (RecordRefused e) {
            send(routing, 422, Json.object().put("error", e.sentence()).put("field", e.field()));
        } catch (IllegalArgumentException e) {
            send(routing, 400, Json.object().put("error", e.getMessage()));
        }
    }

    static void send(RoutingContext routing, int status, JsonNode content) {
        routing.response().setStatusCode(status).putHeader("Content-Type", "application/json;charset=utf-8")
                .putHeader("Cache-Control", "no-store").end(content.toString());
    }

    String parameter(String name) {
        return String.valueOf(routing.pathParam(name));
    }

    String query(String name, String standard) {
        var values = routing.queryParam(name);
        return values.isEmpty() ? standard : values.getFirst();
    }

    int number(String name, int standard) {
        try {
            return Math.max(0, Integer.parseInt(query(name, String.valueOf(standard))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number", e);
        }
    }

    /** The body, which must be a JSON object. */
    JsonNode body() {
        Buffer body = routing.body().buffer();
        try {
            JsonNode node = Json.MAPPER.readTree(body == null ? new byte[0] : body.getBytes());
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The body must be a JSON object", e);
        }
        throw new IllegalArgumentException("The body must be a JSON object");
    }

    /** The request cannot be fulfilled. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Wrong(int status, String sentence) {
            super(sentence);
            this.status = status;
        }
    }
}
