package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.function.UnaryOperator;

/** Takes an app's own part of the control API. */
@FunctionalInterface
public interface ControlRoutes {

    /**
     * Adds a call.
     *
     * @param path what follows {@code /_simulator/}
     * @param handler JSON object in, JSON out; an {@link IllegalArgumentException} or a refused record is answered
     *        with its sentence
     */
    void add(HttpMethod method, String path, UnaryOperator<JsonNode> handler);
}
