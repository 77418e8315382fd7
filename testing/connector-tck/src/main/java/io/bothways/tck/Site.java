package io.bothways.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** Where the app of a trial runs. */
interface Site {
    String CONTROL = "/_simulator/";
    Map<URI, Boolean> OPENING = new ConcurrentHashMap<>();

    URI base();

    /** What the app's simulator says when it has started; empty for an app that is none. */
    JsonNode startLine();

    void close();

    /** A simulator in this process. */
    static Site here(SimulatedApp app, SimulatorOptions options) {
        Simulator simulator = Simulator.start(app, options);
        return new Here(simulator, tree(simulator.startLine()));
    }

    /** A fresh app, opened by the control API at an address. */
    static Site opened(URI address, SimulatorOptions options) {
        Map<String, Object> wanted = new HashMap<>(Map.of(
                "contacts", options.contacts(),
                "companies", options.companies(),
                "search_lag_ms", options.searchLagMillis()));
        if (!options.clock().equals(Clock.systemUTC())) {
            wanted.put("clock", options.clock().instant().toString());
        }
        if (!opensTrials(address)) {
            throw new TestAbortedException("needs a simulator's control API at the address");
        }
        return new Opened(address, send("POST", address, "trials", wanted)
                .filter(answer -> answer.statusCode() == 201)
                .map(answer -> tree(answer.body()))
                .orElseThrow(() -> new IllegalStateException("the simulator opens no trial")));
    }

    /** Whether an address has a control API that opens trials; asked once, by a call that changes nothing. */
    static boolean opensTrials(URI address) {
        return OPENING.computeIfAbsent(address, asked -> send("GET", asked, "trials", Map.of())
                .filter(answer -> answer.statusCode() == 200 && answer.body().contains("\"running\""))
                .isPresent());
    }

    /** The app at an address, as it is. */
    static Site asItIs(URI address) {
        return new AsItIs(address);
    }

    record Here(Simulator simulator, JsonNode startLine) implements Site {
        @Override
        public URI base() {
            return URI.create(simulator.baseUrl());
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    record Opened(URI address, JsonNode startLine) implements Site {
        @Override
        public URI base() {
            return URI.create(startLine.path("base_url").asText());
        }

        @Override
        public void close() {
            send("DELETE", address, "trials/" + base().getPort(), Map.of());
        }
    }

    record AsItIs(URI base) implements Site {
        @Override
        public JsonNode startLine() {
            return tree("{}");
        }

        @Override
        public void close() {}
    }

    private static Optional<HttpResponse<String>> send(String method, URI address, String path, Map<String, ?> body) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String json = new ObjectMapper().valueToTree(body).toString();
            return Optional.of(http.send(
                    HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/$", "") + CONTROL + path))
                            .header("Content-Type", "application/json")
                            .method(method, method.equals("GET")
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString()));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
