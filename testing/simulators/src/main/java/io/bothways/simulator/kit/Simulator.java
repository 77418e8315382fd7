package io.bothways.simulator.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.CallMeter;
import io.bothways.simulator.kit.http.FaultPlan;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.people.People;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.people.Seeding;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.SavedState;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One running fake app on 127.0.0.1. All its state lives on one event loop, which {@link #call} reaches. */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Simulator.class.getName());
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_BODY = 32 * 1024 * 1024;
    /** Vendors answer 414 to longer request lines; both HubSpot and Salesforce cut at about this length. */
    private static final int MAX_REQUEST_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final SimulatedApp app;
    private final SimulatorOptions options;
    private final SimulatorClock clock;
    private final Trials trials;
    private final RecordStore store;
    private final CallMeter meter = new CallMeter();
    private final FaultPlan faults = new FaultPlan();
    private final @Nullable DataFile data;
    private volatile @Nullable Running running;
    private boolean limitsHold;
    private boolean dirty;
    private volatile boolean closed;

    /** The simulator could not start; the message is a sentence for a person. */
    public static final class StartFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        StartFailed(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    private record Running(InstalledApp installed, People people, VendorRoutes routes, HttpServer server) {
    }

    private Simulator(SimulatedApp app, SimulatorOptions options) {
        this.app = app;
        this.options = options;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2));
        this.context = vertx.getOrCreateContext();
        this.clock = new SimulatorClock(options.clock(), vertx);
        this.store = new RecordStore(app.definition().types(), app.rules(), clock, app.definition().stampResolution());
        this.limitsHold = options.realLimits();
        this.trials = new Trials(app, options, vertx);
        this.data = options.data() == null ? null : new DataFile(options.data());
    }

    /** Starts an app and returns once it accepts requests. */
    public static Simulator start(SimulatedApp app, SimulatorOptions options) {
        Simulator simulator = new Simulator(app, options);
        try {
            Population population = new Population(options.seed());
            Optional<JsonNode> saved = simulator.data == null ? Optional.empty() : simulator.data.read();
            CompletableFuture<Running> started = new CompletableFuture<>();
            simulator.context.runOnContext(turn -> simulator.begin(population, saved, started));
            simulator.running = started.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return simulator;
        } catch (IOException e) {
            simulator.vertx.close();
            throw new StartFailed("The data file " + simulator.data + " cannot be read (" + e.getClass().getSimpleName()
                    + "). Remove it to start afresh, or name another with --data.", e);
        } catch (ExecutionException e) {
            simulator.vertx.close();
            throw new StartFailed(e.getCause() instanceof BindException
                    ? "Port " + options.port() + " is in use. Choose another with --port, or 0 for a free one."
                    : "The " + app.definition().name() + " simulator cannot start: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            simulator.vertx.close();
            throw new StartFailed("The " + app.definition().name() + " simulator did not start in time.", e);
        } catch (InterruptedException e) {
            simulator.vertx.close();
            Thread.currentThread().interrupt();
            throw new StartFailed("The start was interrupted.", e);
        }
    }

    /** Where it is to be reached. */
    public String baseUrl() {
        return "http://127.0.0.1:" + running().server().actualPort();
    }

    /** The line that says how to reach it: JSON with app, base_url and credentials. */
    public String startLine() {
        ObjectNode line = Json.object().put("app", app.definition().name()).put("base_url", baseUrl());
        running().installed().startLine().forEach(line::put);
        return line.toString();
    }

    /** Runs a piece of code on the event loop, where the state may be touched, and returns what it gave. */
    public <T> T call(Supplier<T> code) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(turn -> {
            try {
                result.complete(code.get());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.join();
    }

    /** The records; to be touched in {@link #call} only. */
    public RecordStore store() {
        return store;
    }

    /** The time of this simulator; to be advanced in {@link #call} only. */
    public SimulatorClock clock() {
        return clock;
    }

    /** Stops serving and saves what has not been saved. Closing twice is the same as once. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        trials.close();
        try {
            if (data != null) {
                data.write(call(this::state));
            }
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "The state could not be saved to " + data, e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void begin(Population population, Optional<JsonNode> saved, CompletableFuture<Running> started) {
        try {
            AppContext appContext = new AppContext(vertx, clock, store, meter, options, () -> limitsHold,
                    new Random(options.seed()));
            InstalledApp installed = app.install(appContext);
            People people = new People(app.definition(), appContext, population);
            Router router = Router.router(vertx);
            VendorRoutes routes = new VendorRoutes(vertx, router, meter, faults, installed.gatekeeper());
            routes.latency(options.latencyMillis());
            router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
            ControlApi control = new ControlApi(app.definition(), appContext, installed, people, faults, routes,
                    holds -> limitsHold = holds);
            control.addRoutes(router);
            trials.addRoutes(router);
            EditingPage.addRoutes(router);
            ControlApi.close(router);
            installed.addRoutes(routes);
            routes.close();
            if (saved.isPresent()) {
                SavedState.into(store, saved.get().path("records"));
                installed.loadExtra(saved.get().path("extra"));
                control.load(saved.get().path("control"));
            } else {
                new Seeding(app.definition(), options, population).fill(store, installed);
            }
            installed.ready();
            store.listen(change -> dirty = true);
            if (data != null) {
                dirty = saved.isEmpty();
                vertx.setPeriodic(SAVE_INTERVAL.toMillis(), tick -> saveIfDirty());
            }
            // HTTP/2 would make a reset connection fail all calls that share it, not only the one meant.
            HttpServerOptions http = new HttpServerOptions().setHost("127.0.0.1").setPort(options.port())
                    .setHttp2ClearTextEnabled(false).setMaxInitialLineLength(MAX_REQUEST_LINE)
                    .setMaxHeaderSize(MAX_HEADERS);
            vertx.createHttpServer(http).requestHandler(router).listen()
                    .onSuccess(server -> started.complete(new Running(installed, people, routes, server)))
                    .onFailure(started::completeExceptionally);
        } catch (Throwable failure) {
            started.completeExceptionally(failure);
        }
    }

    private void saveIfDirty() {
        DataFile target = data;
        if (!dirty || target == null || closed) {
            return;
        }
        dirty = false;
        byte[] state = state();
        vertx.executeBlocking(() -> {
            target.write(state);
            return state.length;
        }).onFailure(failure -> {
            dirty = true;
            LOG.log(Level.SEVERE, "The state could not be saved to " + target, failure);
        });
    }

    private byte[] state() {
        ObjectNode state = Json.object();
        state.set("records", SavedState.of(store, Json.MAPPER));
        state.set("extra", running().installed().saveExtra());
        state.set("control", ControlApi.save(running().installed(), running().people()));
        try {
            return Json.MAPPER.writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("Not started yet");
        }
        return now;
    }
}
