package io.bothways.testing.servers;

import io.bothways.servers.EmbeddedKafka;
import io.bothways.servers.EmbeddedPostgres;
import io.bothways.servers.ServerException;
import io.bothways.servers.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Addresses of the servers of this JVM. They are kept as system properties, because Quarkus may load this class once
 * per application and the second copy has to find what the first one started.
 */
record SharedServers(String bootstrapServers, String jdbcBase, String user, String password) {
    private static final String PROPERTY = "bothways.test.servers.";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static SharedServers ofThisJvm() {
        // The key is interned, so copies of this class in other class loaders wait for each other too.
        synchronized (PROPERTY.intern()) {
            if (System.getProperty(PROPERTY + "kafka") == null) {
                (DockerEngine.answers() ? containers() : embedded()).remember();
            }
            return new SharedServers(System.getProperty(PROPERTY + "kafka"), System.getProperty(PROPERTY + "jdbc"),
                    System.getProperty(PROPERTY + "user"), System.getProperty(PROPERTY + "password"));
        }
    }

    String jdbcUrl(String database) {
        return jdbcBase + database;
    }

    private void remember() {
        System.setProperty(PROPERTY + "jdbc", jdbcBase);
        System.setProperty(PROPERTY + "user", user);
        System.setProperty(PROPERTY + "password", password);
        System.setProperty(PROPERTY + "kafka", bootstrapServers);
    }

    // Testcontainers' own reaper removes the containers when this JVM has ended.
    @SuppressWarnings("resource")
    private static SharedServers containers() {
        KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        PostgreSQLContainer<?> postgres = new PostgreSQLContainer<>("postgres:18");
        kafka.start();
        postgres.start();
        String base = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getFirstMappedPort() + "/";
        return new SharedServers(kafka.getBootstrapServers(), base, postgres.getUsername(), postgres.getPassword());
    }

    private static SharedServers embedded() {
        try {
            List<Integer> ports = freePorts(3);
            Path kafkaFolder = Files.createTempDirectory("bothways-kafka-");
            EmbeddedKafka kafka = new EmbeddedKafka(kafkaFolder.resolve("data"), ports.get(0), ports.get(1));
            TiedProcess kafkaProcess = TiedProcess.start(
                    kafka.command(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(),
                            System.getProperty("java.class.path")),
                    "TERM", kafkaFolder, kafkaFolder.resolve("log"));
            Path postgresFolder = Files.createTempDirectory("bothways-postgres-");
            EmbeddedPostgres postgres = EmbeddedPostgres.prepared(
                    Path.of(System.getProperty("java.io.tmpdir"),
                            "bothways-programs-" + System.getProperty("user.name")),
                    postgresFolder, ports.get(2));
            TiedProcess postgresProcess = TiedProcess.start(postgres.command(), "INT", postgresFolder,
                    postgresFolder.resolve("log"));
            postgres.awaitReady(LIMIT, postgresProcess::isAlive);
            kafka.awaitReady(LIMIT, kafkaProcess::isAlive);
            return new SharedServers(kafka.bootstrapServers(), postgres.jdbcUrl(""), postgres.user(),
                    postgres.password());
        } catch (IOException failure) {
            throw new ServerException("The servers for the tests do not start: " + failure.getMessage(), failure);
        }
    }

    /** All sockets are open at once, so that no port is handed out twice. */
    private static List<Integer> freePorts(int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> others = freePorts(count - 1);
            return Stream.concat(Stream.of(socket.getLocalPort()), others.stream())
                    .toList();
        }
    }
}
