package io.bothways.benchmarks.merge;

import io.bothways.contracts.Topics;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Where poller and writer put what they tell merge. */
final class Topic implements AutoCloseable {
    private final Codec codec = new Codec();
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long bytes;
    private long changes;

    Topic(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        // The answers of commands that came together go together, as a writer's batch calls do.
                        ProducerConfig.LINGER_MS_CONFIG, 10,
                        ProducerConfig.BATCH_SIZE_CONFIG, 131_072),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** A live edit. */
    void changed(ChangeEvent event) {
        send(Topics.CHANGES, event);
    }

    /** A part of a listing. */
    void listed(ChangeEvent event) {
        send(Topics.BACKFILL_CHANGES, event);
    }

    private void send(String topic, ChangeEvent event) {
        byte[] payload = codec.encode(event);
        bytes += payload.length;
        changes++;
        String key = event instanceof ChangeEvent.RecordChanged changed
                ? changed.snapshot().ref().key() : event.head().account().value();
        send(topic, key, payload, Envelope.headers(event));
    }

    /** How a command ended. */
    void ended(WriteResult result) {
        send(Topics.RESULTS, result.command().link(), codec.encode(result), Envelope.headers(result));
    }

    private void send(String topic, String key, byte[] payload, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, payload);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
    }

    /** Returns when everything is durable. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka did not take a message", failed);
        }
    }

    /** How long an average change event is. */
    double bytesPerChange() {
        return (double) bytes / Math.max(1, changes);
    }

    @Override
    public void close() {
        producer.close();
    }
}
