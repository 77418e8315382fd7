package io.bothways.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RealServersIT {
    private static final TopicPartition CHANGES = new TopicPartition("bothways.changes.v1", 0);

    @Test
    void everyStartGetsAnEmptyDatabaseAndEmptyTopicsOnTheSameServers() throws Exception {
        // Given
        Map<String, String> first = new RealServers().start();
        execute(first, "create table people (name text)");
        try (var producer = new KafkaProducer<>(kafka(first), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(CHANGES.topic(), CHANGES.partition(), "key", "value"))
                    .get(10, TimeUnit.SECONDS);
        }

        // When
        Map<String, String> second = new RealServers().start();

        // Then
        assertThat(second).containsEntry("kafka.bootstrap.servers", first.get("kafka.bootstrap.servers"));
        execute(second, "create table people (name text)");
        try (Admin admin = Admin.create(kafka(second))) {
            assertThat(admin.listOffsets(Map.of(CHANGES, OffsetSpec.latest())).partitionResult(CHANGES)
                    .get(10, TimeUnit.SECONDS).offset()).isZero();
        }
        assertThat(List.of(first.get("bothways.keyset-file"), second.get("bothways.keyset-file")))
                .doesNotHaveDuplicates();
    }

    private static Map<String, Object> kafka(Map<String, String> configuration) {
        return Map.of("bootstrap.servers", configuration.get("kafka.bootstrap.servers"));
    }

    private static void execute(Map<String, String> configuration, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                configuration.get("quarkus.datasource.jdbc.url"),
                configuration.get("quarkus.datasource.username"),
                configuration.get("quarkus.datasource.password"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
