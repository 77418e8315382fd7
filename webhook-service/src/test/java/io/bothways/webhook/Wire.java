package io.bothways.webhook;

import io.bothways.contracts.Topics;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Hint;
import io.bothways.runtime.codec.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears everything that stands on a topic, from its beginning on. */
final class Wire<T> implements AutoCloseable {
    private final List<T> heard = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, byte[]> consumer;

    Wire(String servers, String topic, Function<byte[], T> decode) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Thread.ofPlatform().daemon().start(() -> listen(decode));
    }

    static Wire<ChangeEvent> changes(String servers, Codec codec) {
        return new Wire<>(servers, Topics.CHANGES, codec::decodeChangeEvent);
    }

    static Wire<Hint> hints(String servers, Codec codec) {
        return new Wire<>(servers, Topics.HINTS, codec::decodeHint);
    }

    List<T> heard() {
        return heard;
    }

    private void listen(Function<byte[], T> decode) {
        try {
            while (true) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> heard.add(decode.apply(message.value())));
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
