package io.bothways.launcher;

import io.bothways.launcher.Processes.Rank;
import io.bothways.launcher.process.ProcessSpec.StopSignal;
import io.bothways.servers.EmbeddedKafka;
import io.bothways.servers.EmbeddedPostgres;
import io.bothways.servers.KafkaTopics;
import io.bothways.servers.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kafka and PostgreSQL of a stack: embedded ones as processes, or those that somebody else runs. */
final class Servers {
    static final String KAFKA = "kafka";
    static final String KAFKA_CONTROLLER = "kafka-controller";
    static final String POSTGRES = "postgres";
    private static final String DATABASE = "bothways";
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);

    private final StackOptions options;
    private final DataFolder data;
    private final Processes processes;
    private final JavaProgram programs;

    Servers(StackOptions options, DataFolder data, Processes processes, JavaProgram programs) {
        this.options = options;
        this.data = data;
        this.processes = processes;
        this.programs = programs;
    }

    /** Returns the bootstrap servers of a broker on which every topic can be used. */
    String startKafka(Map<String, Integer> ports) {
        String bootstrapServers = options.kafka().orElseGet(() -> startEmbeddedKafka(ports));
        List<TopicSpec> topics = TopicSpec.ofBothways();
        new KafkaTopics(bootstrapServers).ensureReady(topics, TOPICS_LIMIT);
        options.progress().accept("Kafka is ready with " + topics.size() + " topics (" + bootstrapServers + ")");
        return bootstrapServers;
    }

    /** Returns a database that takes connections. */
    PostgresAddress startPostgres(Map<String, Integer> ports) {
        if (options.postgres().isPresent()) {
            PostgresAddress external = options.postgres().get();
            external.check();
            return external;
        }
        int port = ports.get(POSTGRES);
        EmbeddedPostgres postgres = EmbeddedPostgres.prepared(options.workspace().programs(), data.file(POSTGRES),
                port);
        processes.start(processes.spec(POSTGRES, postgres.command(options.postgresSettings()), Map.of(), StopSignal.INT, Rank.USED_BY_SERVICES,
                line -> false), postgres::awaitReady);
        postgres.createDatabase(DATABASE);
        options.progress().accept("PostgreSQL is ready (127.0.0.1:" + port + ")");
        return new PostgresAddress(postgres.jdbcUrl(DATABASE), postgres.user(), postgres.password());
    }

    private String startEmbeddedKafka(Map<String, Integer> ports) {
        EmbeddedKafka kafka = new EmbeddedKafka(data.file(KAFKA), ports.get(KAFKA), ports.get(KAFKA_CONTROLLER));
        processes.start(processes.spec(KAFKA,
                kafka.command(JavaProgram.java(), programs.options(KAFKA), JavaProgram.classPath()),
                Map.of(), StopSignal.TERM, Rank.USED_BY_SERVICES, line -> false), kafka::awaitReady);
        return kafka.bootstrapServers();
    }
}
