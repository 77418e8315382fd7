package io.bothways.benchmarks.writer;

import io.bothways.contracts.Topics;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.codec.Codec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The results that the writer tells, and when each was there. */
final class Results implements AutoCloseable {
    private final Codec codec = new Codec();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
    private final AtomicInteger again = new AtomicInteger();
    private final Thread thread = new Thread(this::listen, "results");
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closed;

    Results(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false",
                "auto.offset.reset", "earliest", "max.poll.records", "5000"),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        thread.start();
    }

    private void listen() {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                WriteResult result = codec.decodeWriteResult(record.value());
                String id = result.command().id();
                if (seenAt.putIfAbsent(id, System.nanoTime()) != null) {
                    again.incrementAndGet();
                }
                if (!(result.outcome() instanceof Outcome.Applied)) {
                    problem = Optional.of(id + " ended as " + result.outcome());
                }
            }
        }
    }

    /** A command that was not applied. */
    Optional<String> problem() {
        return problem;
    }

    /** How many results were told a second time. */
    int again() {
        return again.get();
    }

    Optional<Long> seenAt(String command) {
        return Optional.ofNullable(seenAt.get(command));
    }

    /** How many of the commands {@code from} to {@code to} have their result. */
    int of(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += seenAt.containsKey(Commands.id(i)) ? 1 : 0;
        }
        return count;
    }

    /** When the last of them was there. */
    long last(int from, int to) {
        long last = 0;
        for (int i = from; i < to; i++) {
            last = Math.max(last, seenAt.get(Commands.id(i)));
        }
        return last;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
