package io.bothways.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<TopicSpec> TOPICS = List.of(
            new TopicSpec("edits", 3, Map.of("retention.ms", "86400000")),
            new TopicSpec("digests", 1, Map.of("cleanup.policy", "compact")));

    @TempDir
    Path folder;

    @Test
    void kafkaKeepsItsRecordsOverARestartOnOtherPorts() throws Exception {
        // Given
        EmbeddedKafka first = new EmbeddedKafka(folder.resolve("kafka"), freePort(), freePort());
        Process process = start(first);
        first.awaitReady(LIMIT, process::isAlive);
        new KafkaTopics(first.bootstrapServers()).ensureReady(TOPICS, LIMIT);
        produce(first, "edits", 2, "kept");
        stop(process, "TERM");

        // When
        EmbeddedKafka second = new EmbeddedKafka(folder.resolve("kafka"), freePort(), freePort());
        Process restarted = start(second);
        try {
            second.awaitReady(LIMIT, restarted::isAlive);
            new KafkaTopics(second.bootstrapServers()).ensureReady(TOPICS, LIMIT);

            // Then
            assertThat(consume(second, "edits", 2)).containsExactly("kept");
        } finally {
            stop(restarted, "TERM");
        }
    }

    @Test
    void newTopicsAreServedAndEmptyWhenTheyAreReady() throws Exception {
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), freePort(), freePort());
        Process process = start(kafka);
        try {
            kafka.awaitReady(LIMIT, process::isAlive);
            new KafkaTopics(kafka.bootstrapServers()).ensureReady(TOPICS, LIMIT);

            produce(kafka, "digests", 0, "first");

            assertThat(consume(kafka, "digests", 0)).containsExactly("first");
        } finally {
            stop(process, "TERM");
        }
    }

    @Test
    void postgresKeepsItsRowsOverARestartAndRunsDurably() throws Exception {
        // Given
        EmbeddedPostgres first = EmbeddedPostgres.prepared(
                folder.resolve("programs"), folder.resolve("pg"), freePort());
        Process process = start(first);
        first.awaitReady(LIMIT, process::isAlive);
        first.createDatabase("bothways");
        execute(first, "create table kept (name text)");
        execute(first, "insert into kept values ('Ada')");
        stop(process, "INT");

        // When
        EmbeddedPostgres second = EmbeddedPostgres.prepared(
                folder.resolve("programs"), folder.resolve("pg"), freePort());
        Process restarted = start(second);
        try {
            second.awaitReady(LIMIT, restarted::isAlive);
            second.createDatabase("bothways");

            // Then
            assertThat(query(second, "select name from kept")).isEqualTo("Ada");
            assertThat(query(second, "show fsync")).isEqualTo("on");
            assertThat(query(second, "show synchronous_commit")).isEqualTo("on");
        } finally {
            stop(restarted, "INT");
        }
    }

    @Test
    void postgresStartsAgainAfterItsMachineDiedAndItsPidBelongsToAnotherProgram() throws Exception {
        // Given
        EmbeddedPostgres.prepared(folder.resolve("programs"), folder.resolve("pg"), freePort());
        Path lock = folder.resolve("pg").resolve("cluster").resolve("postmaster.pid");
        Process other = new ProcessBuilder("sleep", "600").start();
        Files.writeString(lock, other.pid() + "\n/elsewhere\n0\n5432\n\n127.0.0.1\n");

        // When
        try {
            EmbeddedPostgres.prepared(folder.resolve("programs"), folder.resolve("pg"), freePort());

            // Then
            assertThat(lock).doesNotExist();
        } finally {
            stop(other, "TERM");
        }
    }

    @Test
    void dataOfAnotherPostgresVersionIsRefusedInOneSentence() throws Exception {
        EmbeddedPostgres.prepared(folder.resolve("programs"), folder.resolve("pg"), freePort());
        Files.writeString(folder.resolve("pg").resolve("cluster").resolve("PG_VERSION"), "12\n");

        assertThatThrownBy(() ->
                EmbeddedPostgres.prepared(folder.resolve("programs"), folder.resolve("pg"), freePort()))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("is of version 12, but the server here is 18");
    }

    @Test
    void aTiedServerEndsWithItsPipeAndTakesItsFolderAlong() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.prepared(
                folder.resolve("programs"), folder.resolve("pg"), freePort());
        TiedProcess tied = TiedProcess.start(postgres.command(), "INT", folder.resolve("pg"), folder.resolve("log"));
        postgres.awaitReady(LIMIT, tied::isAlive);

        tied.stop();

        assertThat(tied.isAlive()).isFalse();
        assertThat(folder.resolve("pg")).doesNotExist();
    }

    private Process start(EmbeddedKafka kafka) throws IOException {
        return start(kafka.command(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(),
                System.getProperty("java.class.path")));
    }

    private Process start(EmbeddedPostgres postgres) throws IOException {
        return start(postgres.command());
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
    }

    private static void stop(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void produce(EmbeddedKafka kafka, String topic, int partition, String value) throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, String topic, int partition) {
        TopicPartition source = new TopicPartition(topic, partition);
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            return consumer.poll(Duration.ofSeconds(10)).records(source).stream().map(entry -> entry.value()).toList();
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "nothing";
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("bothways"), postgres.user(), postgres.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
