package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Further simulators of the same app and with the same secrets, each at an address of its own: whoever tests against an
 * app that runs elsewhere asks for a fresh one per test, with the records and the clock that the test is about.
 */
final class Trials {
    private static final int MOST = 20;
    private final SimulatedApp app;
    private final SimulatorOptions options;
    private final Vertx vertx;
    private final Map<Integer, Simulator> running = new ConcurrentHashMap<>();

    Trials(SimulatedApp app, SimulatorOptions options, Vertx vertx) {
        this.app = app;
        this.options = options;
        this.vertx = vertx;
    }

    void addRoutes(Router router) {
        ControlCall.route(router, HttpMethod.GET, "/_simulator/trials",
                call -> Json.object().put("running", running.size()));
        router.post("/_simulator/trials").handler(routing -> ControlCall.answer(routing, 201, call -> {
            SimulatorOptions wanted = wanted(call.body());
            if (running.size() >= MOST) {
                throw new ControlCall.Wrong(409, "No more than " + MOST + " trials run at a time; end some");
            }
            vertx.executeBlocking(() -> Simulator.start(app, wanted))
                    .onSuccess(trial -> {
                        running.put(URI.create(trial.baseUrl()).getPort(), trial);
                        ControlCall.send(routing, 201, line(trial));
                    })
                    .onFailure(failed -> ControlCall.send(routing, 500,
                            Json.object().put("error", "The trial does not start: " + failed.getMessage())));
            return ControlCall.LATER;
        }));
        ControlCall.route(router, HttpMethod.DELETE, "/_simulator/trials/:port", call -> {
            Simulator trial = call.parameter("port").matches("\\d{1,5}")
                    ? running.remove(Integer.valueOf(call.parameter("port")))
                    : null;
            if (trial == null) {
                throw new ControlCall.Wrong(404, "There is no such trial");
            }
            vertx.executeBlocking(() -> {
                trial.close();
                return running.size();
            });
            return Json.object().put("running", running.size());
        });
    }

    /** Ends all of them. */
    void close() {
        running.values().forEach(Simulator::close);
        running.clear();
    }

    private SimulatorOptions wanted(JsonNode body) {
        SimulatorOptions plain = new SimulatorOptions(0, options.seed(), whole(body, "contacts"), 0,
                whole(body, "companies"), 0, options.profile(), 0, false, whole(body, "search_lag_ms"), null,
                Clock.systemUTC());
        String stopped = body.path("clock").asText("");
        try {
            return stopped.isEmpty() ? plain : plain.withClock(Clock.fixed(Instant.parse(stopped), ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("clock must be a moment like 2026-01-31T12:00:00Z", unreadable);
        }
    }

    private static int whole(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && (!value.canConvertToInt() || value.asInt() < 0)) {
            throw new IllegalArgumentException(name + " must be a whole number that is not negative");
        }
        return value.asInt(0);
    }

    private static JsonNode line(Simulator trial) {
        try {
            return Json.MAPPER.readTree(trial.startLine());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
