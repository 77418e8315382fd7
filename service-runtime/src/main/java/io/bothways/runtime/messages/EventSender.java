package io.bothways.runtime.messages;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends batches of messages, each to its own topic, and tells when all of them are durable. A plain producer rather
 * than an emitter per topic: one batch goes to several topics and is acknowledged once (docs/adr/0004).
 */
@ApplicationScoped
public class EventSender {
    private final Producer<String, byte[]> producer;
    private final KafkaClientMetrics metrics;

    EventSender(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, MeterRegistry meters) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.LINGER_MS_CONFIG, 2,
                        ProducerConfig.BATCH_SIZE_CONFIG, 131_072,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8_388_608,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000),
                new StringSerializer(),
                new ByteArraySerializer());
        metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(meters);
    }

    /** Sends all; completes when the last one is durable, or with the first failure. Order per key is kept. */
    public CompletableFuture<Void> send(List<Outgoing> messages) {
        List<CompletableFuture<Void>> pending = new ArrayList<>(messages.size());
        for (Outgoing message : messages) {
            pending.add(send(record(message, null)));
        }
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
    }

    /** Sends one message to one partition. */
    public CompletableFuture<Void> send(Outgoing message, int partition) {
        return send(record(message, partition));
    }

    /** Sends all and waits until they are durable; throws if one is not. Callers then repeat: readers are idempotent. */
    public void sendAndWait(List<Outgoing> messages) {
        try {
            send(messages).join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("Kafka did not take the messages: " + failed.getCause(), failed.getCause());
        }
    }

    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    private static ProducerRecord<String, byte[]> record(
            Outgoing message, @org.jspecify.annotations.Nullable Integer partition) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(message.topic(), partition, message.key(), message.payload());
        message.headers()
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @PreDestroy
    void close() {
        metrics.close();
        producer.close(Duration.ofSeconds(5));
    }
}
