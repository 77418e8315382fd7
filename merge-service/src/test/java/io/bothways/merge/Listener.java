package io.bothways.merge;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Waits for what the service tells on a topic. */
final class Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Listener() {}

    /** The first message that is wanted, also one that was sent before. */
    static ConsumerRecord<String, byte[]> await(
            String kafka, String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant limit = Instant.now().plus(PATIENCE);
            List<String> seen = new ArrayList<>();
            while (Instant.now().isBefore(limit)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (wanted.test(record)) {
                        return record;
                    }
                    seen.add(record.key());
                }
            }
            return fail("no such message on " + topic + ", keys seen: " + seen);
        }
    }
}
