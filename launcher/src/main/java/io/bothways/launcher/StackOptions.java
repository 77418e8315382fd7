package io.bothways.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a {@link Stack} is started; everything but the data folder has a default. */
public final class StackOptions {
    /** Takes any free ports. */
    public static final int ANY_FREE_PORTS = 0;

    private final Path data;
    private final Workspace workspace;
    private final int portBase;
    private final @Nullable String kafka;
    private final @Nullable PostgresAddress postgres;
    private final @Nullable Duration pollFloor;
    private final @Nullable Duration settleDelay;
    private final List<Service> services;
    private final Map<Service, Integer> replicas;
    private final List<SimulatorSpec> simulators;
    private final Map<String, String> postgresSettings;
    private final Map<String, String> environment;
    private final boolean fresh;
    private final int newClassArchives;
    private final Consumer<String> progress;

    private StackOptions(Builder builder) {
        data = builder.data.toAbsolutePath().normalize();
        workspace = builder.workspace == null ? Workspace.current() : builder.workspace;
        portBase = builder.portBase;
        kafka = builder.kafka;
        postgres = builder.postgres;
        pollFloor = builder.pollFloor;
        settleDelay = builder.settleDelay;
        services = List.copyOf(builder.services);
        replicas = Map.copyOf(builder.replicas);
        simulators = List.copyOf(builder.simulators);
        postgresSettings = Map.copyOf(builder.postgresSettings);
        environment = Map.copyOf(builder.environment);
        fresh = builder.fresh;
        newClassArchives = builder.newClassArchives;
        progress = builder.progress;
    }

    public static Builder in(Path data) {
        return new Builder(data);
    }

    Path data() {
        return data;
    }

    Workspace workspace() {
        return workspace;
    }

    int portBase() {
        return portBase;
    }

    Optional<String> kafka() {
        return Optional.ofNullable(kafka);
    }

    Optional<PostgresAddress> postgres() {
        return Optional.ofNullable(postgres);
    }

    List<Service> services() {
        return services;
    }

    /** The processes of the services by name: the first of each is called as the service is, the next has a number. */
    Map<String, Service> processes() {
        Map<String, Service> processes = new LinkedHashMap<>();
        for (Service service : services) {
            for (int i = 1; i <= replicas.getOrDefault(service, 1); i++) {
                processes.put(i == 1 ? service.shortName() : service.shortName() + "-" + i, service);
            }
        }
        return processes;
    }

    List<SimulatorSpec> simulators() {
        return simulators;
    }

    Map<String, String> postgresSettings() {
        return postgresSettings;
    }

    boolean fresh() {
        return fresh;
    }

    int newClassArchives() {
        return newClassArchives;
    }

    Consumer<String> progress() {
        return progress;
    }

    /** What the caller wants the services to know beyond what the launcher tells them. */
    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>();
        if (pollFloor != null) {
            all.put("BOTHWAYS_POLL_FLOOR", pollFloor.toString());
        }
        if (settleDelay != null) {
            all.put("BOTHWAYS_SETTLE_DELAY", settleDelay.toString());
        }
        all.putAll(environment);
        return all;
    }

    /** Collects options; {@link #build()} may be called any number of times. */
    public static final class Builder {
        private final Path data;
        private @Nullable Workspace workspace;
        private int portBase = ANY_FREE_PORTS;
        private @Nullable String kafka;
        private @Nullable PostgresAddress postgres;
        private @Nullable Duration pollFloor;
        private @Nullable Duration settleDelay;
        private List<Service> services = List.of(Service.values());
        private final Map<Service, Integer> replicas = new EnumMap<>(Service.class);
        private List<SimulatorSpec> simulators = List.of();
        private final Map<String, String> postgresSettings = new HashMap<>();
        private final Map<String, String> environment = new HashMap<>();
        private boolean fresh;
        private int newClassArchives = Integer.MAX_VALUE;
        private Consumer<String> progress = sentence -> { };

        private Builder(Path data) {
            this.data = data;
        }

        /** The checkout whose services are run; by default the one this program belongs to. */
        public Builder workspace(Workspace checkout) {
            workspace = checkout;
            return this;
        }

        /** The dashboard's port, everything else above it; by default any free ports. */
        public Builder portBase(int base) {
            portBase = base;
            return this;
        }

        /** Bootstrap servers of a Kafka that runs elsewhere; by default an embedded one. */
        public Builder kafka(@Nullable String bootstrapServers) {
            kafka = bootstrapServers;
            return this;
        }

        /** A PostgreSQL that runs elsewhere; by default an embedded one. */
        public Builder postgres(@Nullable PostgresAddress server) {
            postgres = server;
            return this;
        }

        /** The operator's lower bound of the time between two polls. */
        public Builder pollFloor(@Nullable Duration floor) {
            pollFloor = floor;
            return this;
        }

        /** How long a webhook's record is left to settle before it is read again. */
        public Builder settleDelay(@Nullable Duration delay) {
            settleDelay = delay;
            return this;
        }

        /** The services to start; by default all five. */
        public Builder services(Service... some) {
            services = List.of(some);
            return this;
        }

        /** How many processes of a service there are; by default one. The others are {@code writer-2} and so on. */
        public Builder replicas(Service service, int count) {
            replicas.put(service, count);
            return this;
        }

        public Builder simulators(SimulatorSpec... specs) {
            simulators = List.of(specs);
            return this;
        }

        /** A further setting of the embedded PostgreSQL. */
        public Builder postgresSetting(String name, String value) {
            postgresSettings.put(name, value);
            return this;
        }

        /** A further environment variable of all services. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Forgets what the data folder holds before starting. */
        public Builder fresh(boolean forget) {
            fresh = forget;
            return this;
        }

        /**
         * How many programs may write a class archive when the stack ends. Each makes later starts quicker and this end
         * some seconds longer; by default all of them may.
         */
        public Builder newClassArchives(int most) {
            newClassArchives = most;
            return this;
        }

        /** Told one sentence for each step that is done. */
        public Builder progress(Consumer<String> listener) {
            progress = listener;
            return this;
        }

        public StackOptions build() {
            return new StackOptions(this);
        }
    }
}
