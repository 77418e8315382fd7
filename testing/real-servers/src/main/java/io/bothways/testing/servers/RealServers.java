package io.bothways.testing.servers;

import io.bothways.servers.KafkaTopics;
import io.bothways.servers.ServerException;
import io.bothways.servers.TopicSpec;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a Quarkus test a real Kafka and a real PostgreSQL: {@code @QuarkusTestResource(RealServers.class)}. The servers
 * are shared by all tests of the JVM; every start of the application gets an empty database and empty topics.
 */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public Map<String, String> start() {
        SharedServers servers = SharedServers.ofThisJvm();
        KafkaTopics topics = new KafkaTopics(servers.bootstrapServers());
        topics.deleteAll(LIMIT);
        topics.ensureReady(TopicSpec.ofBothways(), LIMIT);
        return Map.of(
                "kafka.bootstrap.servers", servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", servers.jdbcUrl(freshDatabase(servers)),
                "quarkus.datasource.username", servers.user(),
                "quarkus.datasource.password", servers.password(),
                "bothways.keyset-file", freshFolder().resolve("keyset.json").toString());
    }

    @Override
    public void stop() {
        // The servers serve the next application of this JVM and end with it.
    }

    private static String freshDatabase(SharedServers servers) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(
                servers.jdbcUrl("postgres"), servers.user(), servers.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException failure) {
            throw new ServerException("No database for the test: " + failure.getMessage(), failure);
        }
    }

    private static Path freshFolder() {
        try {
            Path folder = Files.createTempDirectory("bothways-test-");
            folder.toFile().deleteOnExit();
            folder.resolve("keyset.json").toFile().deleteOnExit();
            return folder;
        } catch (IOException failure) {
            throw new ServerException("No folder for the test: " + failure.getMessage(), failure);
        }
    }
}
