package io.bothways.benchmarks.writer;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Update commands as merge would send them, each of a link of its own; and what the records hold in the end. */
final class Commands implements AutoCloseable {
    /** Later than any configuration: nothing here is decided again. */
    private static final long VERSION = 1_000_000;

    private final ConnectionId connection;
    private final Codec codec = new Codec();
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, String> latest = new HashMap<>();
    private int sent;

    /** Where commands go. */
    record Target(AccountId account, Side side, String type, String cityField, List<String> ids) {}

    Commands(String bootstrapServers, ConnectionId connection) {
        this.connection = connection;
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, 5,
                        ProducerConfig.BATCH_SIZE_CONFIG, 262_144),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** One update of each of {@code count} records in turn; returns the number of the first. */
    int backfill(Target target, int count) {
        int first = sent;
        for (int i = 0; i < count; i++) {
            send(target, Lane.BACKFILL, target.ids().get(i % target.ids().size()));
        }
        flush();
        return first;
    }

    /** A live edit; returns its command's id. */
    String live(Target target, String record) {
        String id = send(target, Lane.LIVE, record);
        flush();
        return id;
    }

    static String id(int number) {
        return "c" + number;
    }

    /** What was last sent to each record. */
    Map<String, String> latest() {
        return Map.copyOf(latest);
    }

    private String send(Target target, Lane lane, String record) {
        String id = id(sent++);
        String city = "City " + id;
        latest.put(target.type() + "/" + record, city);
        Instant now = Instant.now();
        MessageHead message = new MessageHead(id, new TenantId("default"), target.account(),
                Cause.of(lane == Lane.LIVE ? Cause.Kind.POLL : Cause.Kind.LISTING), 1, now, now, "");
        CommandHead head = new CommandHead(
                message, connection, "contact", "link-" + id, target.side(), 1, target.type(), lane, VERSION);
        WriteCommand command = new WriteCommand.UpdateRecord(head,
                new RecordRef(target.account(), target.type(), record),
                Map.of(target.cityField(), FieldValue.text(city)),
                Map.of("source", FieldValue.text(city)), Map.of(), now);
        ProducerRecord<String, byte[]> sentRecord = new ProducerRecord<>(
                lane == Lane.LIVE ? Topics.COMMANDS : Topics.BACKFILL_COMMANDS, target.account().value(),
                codec.encode(command));
        Envelope.headers(command)
                .forEach((name, value) -> sentRecord.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(sentRecord, (metadata, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
        return id;
    }

    private void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka did not take a command", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
