package io.bothways.merge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.merge.MergeMeters;
import io.bothways.merge.batch.StoreFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final List<List<String>> merged = new ArrayList<>();
    private int failures;

    @Test
    void aBatchIsTakenAgainWholeWhileTheDatabaseIsAway() {
        failures = 2;
        // Without dead letters: whatever is parked fails the test.
        Intake<String> intake = new Intake<>(null, new MergeMeters(new SimpleMeterRegistry()),
                payload -> new String(payload, StandardCharsets.UTF_8), this::merge);

        intake.take(records("one", "two", "three"));

        assertThat(failures).isZero();
        assertThat(merged).containsExactly(List.of("one", "two", "three"));
    }

    private void merge(List<String> batch) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the registry cannot be read",
                    new StoreFailure(new SQLException("the database system is starting up", "57P03")));
        }
        merged.add(batch);
    }

    private static ConsumerRecords<String, byte[]> records(String... values) {
        TopicPartition partition = new TopicPartition("changes", 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ConsumerRecord<>("changes", 0, records.size(), value,
                    value.getBytes(StandardCharsets.UTF_8)));
        }
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }
}
