package io.bothways.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.launcher.Processes.Rank;
import io.bothways.launcher.process.Memory;
import io.bothways.launcher.process.ProcessSpec.StopSignal;
import io.bothways.launcher.process.ProcessTable;
import io.bothways.launcher.process.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of Bothways on one data folder: started as a whole, kept running, ended as a whole. Whatever happens in between,
 * {@link #close()} leaves no process behind, and so does the next start after a launcher that was killed.
 */
public final class Stack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Enough for five programs on two processors that write their class archives. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StackOptions options;
    private final DataFolder data;
    private final ProcessTable table;
    private final Supervisor supervisor;
    private final Processes processes;
    private final ClassArchives archives;
    private final JavaProgram programs;
    private final Servers servers;
    private final Probe probe = new Probe();
    private final Map<String, SimulatedApp> apps = new ConcurrentHashMap<>();
    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
    private final Thread closeAtExit = new Thread(this::close, "stack-close");
    private Map<String, Integer> ports = Map.of();
    private volatile String bootstrapServers = "";
    private volatile @Nullable PostgresAddress database;
    private boolean firstStart;
    private boolean closed;

    private Stack(StackOptions options, DataFolder data) {
        this.options = options;
        this.data = data;
        this.table = data.table();
        this.supervisor = new Supervisor(table, data.logs(), InstantSource.system(), PATIENCE,
                options.progress(), this::giveUp);
        this.processes = new Processes(supervisor, options.workspace().root(), data.logs(), options.workspace());
        this.archives = new ClassArchives(options.workspace().programs().resolve("classes"),
                options.newClassArchives());
        this.programs = new JavaProgram(archives);
        this.servers = new Servers(options, data, processes, programs);
    }

    /** Returns when every process is ready; if one cannot be made so, ends all and throws the sentence why. */
    public static Stack start(StackOptions options) {
        Stack stack = new Stack(options, DataFolder.held(options.data(), options.workspace()));
        Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
        try {
            stack.launch();
            return stack;
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        } catch (IOException failure) {
            stack.close();
            throw DataFolder.unusable(options.data(), options.workspace(), failure);
        }
    }

    /** Ends what a killed launcher left running on the data, and returns the names. */
    public static List<String> endLeftovers(Path data, Workspace workspace) {
        try (DataFolder held = DataFolder.held(data, workspace)) {
            ProcessTable table = held.table();
            List<String> ended = table.endLeftovers(PATIENCE);
            table.finish();
            return ended;
        }
    }

    /** Deletes everything that is kept in the data folder; refuses while it is in use. */
    public static void reset(Path data, Workspace workspace) {
        try (DataFolder held = DataFolder.held(data, workspace)) {
            held.table().endLeftovers(PATIENCE);
            held.forget();
        }
    }

    /** The address of a service or simulator, by its short name. */
    public URI url(String name) {
        return URI.create("http://127.0.0.1:" + port(name));
    }

    /** What a simulator has said of itself. */
    public SimulatedApp app(String name) {
        return Optional.ofNullable(apps.get(name)).orElseThrow(() -> unknown(name));
    }

    /** The bearer key of the tenant {@code default}. */
    public String apiKey() {
        try {
            return Files.readString(apiKeyFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path apiKeyFile() {
        return data.file("api-key");
    }

    /** Whether the data folder was empty before, so that its API key is new. */
    public boolean isFirstStart() {
        return firstStart;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public PostgresAddress database() {
        return Optional.ofNullable(database).orElseThrow(() -> unknown(Servers.POSTGRES));
    }

    /** Kills a process as a crash would; it comes back by itself. */
    public void kill(String name) {
        supervisor.kill(known(name));
    }

    /** Ends a process cleanly, as its operator would; it comes back by itself. */
    public void restart(String name) {
        supervisor.restart(known(name));
    }

    /** Ends a process and leaves it ended until {@link #resume}. */
    public void stop(String name) {
        supervisor.stop(List.of(known(name)));
    }

    /** Starts a service that was stopped. */
    public void resume(String name) {
        startService(name, Optional.ofNullable(options.processes().get(name)).orElseThrow(() -> unknown(name)));
    }

    /** Ends all five services cleanly and starts them again on the same servers. */
    public void restartServices() {
        supervisor.stop(List.copyOf(options.processes().keySet()));
        archives.adopt();
        startServices();
    }

    /** Returns when the service answers that it is ready, after {@link #kill} for example. */
    public void awaitReady(String name) {
        processes.awaitReady(known(name), () -> isReady(name));
    }

    /** Whether the service answers that it is ready now. */
    public boolean isReady(String name) {
        return probe.answers(url(name).resolve("/q/health/ready"));
    }

    /** Bytes that the engine takes: the services, Kafka and PostgreSQL with its children, but not the simulators. */
    public long memory() {
        return Stream.concat(options.processes().keySet().stream(), Stream.of(Servers.KAFKA, Servers.POSTGRES))
                .flatMap(name -> supervisor.handle(name).stream()).mapToLong(Memory::of).sum();
    }

    /** Processor time that the process and its living children have taken since it was started. */
    public Duration processorTime(String name) {
        return supervisor.handle(known(name)).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns when the stack has ended: empty after {@link #close()}, else the sentence why it gave up. */
    public Optional<String> awaitEnd() {
        return end.join();
    }

    /** Ends every process in order: first the services, then what they use. May be called again. */
    @Override
    public void close() {
        // A second caller waits for the first: the JVM must not end while processes are being ended.
        synchronized (closeAtExit) {
            if (closed) {
                return;
            }
            closed = true;
            say("Everything is being stopped" + (archives.areExpected()
                    ? "; this takes some seconds more, for quicker starts" : ""));
            try {
                supervisor.close();
                archives.adopt();
                table.finish();
            } catch (UncheckedIOException fullDisk) {
                say("The table of processes cannot be written: " + fullDisk.getMessage());
            } finally {
                data.close();
                end.complete(Optional.empty());
            }
            say("Everything has stopped");
        }
        if (Thread.currentThread() != closeAtExit) {
            forgetCloseAtExit();
        }
    }

    private void launch() throws IOException {
        List<String> ended = table.endLeftovers(PATIENCE);
        if (!ended.isEmpty()) {
            say("Ended what a killed launcher had left running: " + String.join(", ", ended));
        }
        if (options.fresh()) {
            data.forget();
        }
        data.checkSpace(options.workspace());
        ports = StackPorts.choose(options, table);
        table.begin(options.portBase(), ports);
        firstStart = data.createApiKey(apiKeyFile());
        Together.run(Stream.concat(Stream.of(
                        () -> bootstrapServers = servers.startKafka(ports),
                        () -> database = servers.startPostgres(ports)),
                options.simulators().stream().map(simulator -> () -> startSimulator(simulator))));
        startServices();
        say(options.services().size() == Service.values().length ? "The five services are ready"
                : "Ready: " + options.services().stream().map(Service::shortName).collect(Collectors.joining(", ")));
    }

    private void startSimulator(SimulatorSpec simulator) {
        Stream<String> kept = simulator.keepsData()
                ? Stream.of("--data", data.file(simulator.app() + ".json").toString()) : Stream.empty();
        List<String> arguments = Stream.of(
                Stream.of(simulator.app(), "--port", Integer.toString(port(simulator.app()))),
                simulator.options().stream(), kept).flatMap(part -> part).toList();
        processes.start(processes.spec(simulator.app(),
                programs.main(simulator.app(), "io.bothways.simulator.SimulatorMain", arguments), Map.of(),
                StopSignal.TERM,
                Rank.USED_BY_SERVICES, line -> introduces(simulator.app(), line)),
                () -> apps.containsKey(simulator.app()));
        say("The simulated " + simulator.app() + " is ready (" + url(simulator.app()) + ")");
    }

    /** The line with which a simulator introduces itself holds its secrets, so it never reaches the log. */
    private boolean introduces(String name, String line) {
        if (!line.startsWith("{\"app\"")) {
            return false;
        }
        try {
            apps.put(name, JSON.readValue(line, SimulatedApp.class));
        } catch (JsonProcessingException damaged) {
            say("The simulated " + name + " introduced itself with a line that is not whole");
        }
        return true;
    }

    private void startServices() {
        Together.run(options.processes().entrySet().stream()
                .map(process -> () -> startService(process.getKey(), process.getValue())));
    }

    private void startService(String name, Service service) {
        processes.start(processes.spec(name, programs.jar(service.shortName(), options.workspace().serviceJar(service)),
                environment(name), StopSignal.TERM, Rank.SERVICE, line -> false), () -> isReady(name));
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put("BOTHWAYS_KAFKA", bootstrapServers);
        environment.put("BOTHWAYS_POSTGRES_URL", database().jdbcUrl());
        environment.put("BOTHWAYS_POSTGRES_USER", database().user());
        environment.put("BOTHWAYS_POSTGRES_PASSWORD", database().password());
        environment.put("BOTHWAYS_KEYSET_FILE", data.file("keyset.json").toString());
        environment.put("BOTHWAYS_API_KEY_FILE", apiKeyFile().toString());
        environment.put("BOTHWAYS_WEBHOOK_URL", url(Service.WEBHOOK.shortName()).toString());
        // A killed service comes back in seconds; Kafka would keep its partitions for the dead one for 45.
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "8000");
        environment.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        // Each consumer would wait ten seconds for commits on its way out; what is not committed is read again.
        environment.put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_GRACEFUL_SHUTDOWN", "false");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port(service)));
        return environment;
    }

    private void giveUp(Supervisor.GivenUp givenUp) {
        String sentence = "%s died %d times within a minute, so everything is stopped; its last lines:%n%s".formatted(
                givenUp.name(), givenUp.deaths(), String.join(System.lineSeparator(), givenUp.lastLines()));
        // Not on the thread that told us: it holds the supervisor.
        Thread.ofPlatform().name("give-up").start(() -> {
            end.complete(Optional.of(sentence));
            close();
        });
    }

    private void say(String sentence) {
        options.progress().accept(sentence);
    }

    private int port(String name) {
        return Optional.ofNullable(ports.get(name)).orElseThrow(() -> unknown(name));
    }

    private String known(String name) {
        port(name);
        return name;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("the stack has no " + name);
    }

    private void forgetCloseAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException exiting) {
            // The hook is running or about to: it finds the stack closed.
        }
    }
}
