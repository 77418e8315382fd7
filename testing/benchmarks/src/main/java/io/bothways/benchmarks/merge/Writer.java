package io.bothways.benchmarks.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.Topics;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.codec.Codec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Carries out every command on the modelled apps at once and answers like the real writer: the values as the app tells
 * them, or that the record no longer holds what the decision expected.
 */
final class Writer implements AutoCloseable {
    private final Apps apps;
    private final Topic topic;
    private final Codec codec = new Codec();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Set<String> answered = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "writer");
    private volatile boolean stopped;
    private volatile Counts counts = new Counts(0, 0, 0, 0);

    /**
     * What came of the commands so far, each counted once.
     *
     * @param stale how many were to be decided again
     * @param bytes how long all of them were
     */
    record Counts(long creates, long updates, long stale, long bytes) {
        long commands() {
            return creates + updates + stale;
        }

        Counts minus(Counts before) {
            return new Counts(creates - before.creates, updates - before.updates, stale - before.stale,
                    bytes - before.bytes);
        }
    }

    Writer(Apps apps, Topic topic, String bootstrapServers) {
        this.apps = apps;
        this.topic = topic;
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false",
                "auto.offset.reset", "earliest"), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(Stream.of(Topics.COMMANDS, Topics.BACKFILL_COMMANDS)
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        thread.start();
    }

    private void work() {
        while (!stopped) {
            try {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    carryOut(codec.decodeWriteCommand(record.value()), record.value().length);
                }
            } catch (RuntimeException failed) {
                problem("the writer failed: " + failed);
                return;
            }
        }
    }

    private void carryOut(WriteCommand command, int bytes) {
        if (!answered.add(command.head().id())) {
            // Published again because its answer took long; it is on its way.
            return;
        }
        Counts before = counts;
        switch (command) {
            case WriteCommand.CreateRecord create -> {
                create(create);
                counts = new Counts(before.creates + 1, before.updates, before.stale, before.bytes + bytes);
            }
            case WriteCommand.UpdateRecord update -> {
                boolean done = update(update);
                counts = new Counts(before.creates, before.updates + (done ? 1 : 0), before.stale + (done ? 0 : 1),
                        before.bytes + bytes);
            }
            case WriteCommand.DeleteRecord delete -> problem("nobody deleted " + delete.target().key());
        }
    }

    private void create(WriteCommand.CreateRecord create) {
        Side side = create.head().side();
        int record = Apps.record(create.source());
        if (!apps.create(side, record, create.fields())) {
            problem("a second counterpart was made for " + create.source().key());
        }
        answer(create, "create", applied(side, record, create));
    }

    /** False where the record no longer holds what was expected. */
    private boolean update(WriteCommand.UpdateRecord update) {
        Side side = update.head().side();
        int record = Apps.record(update.target());
        boolean done = apps.write(side, record, update.expected(), update.fields());
        answer(update, "update", done ? applied(side, record, update)
                : new Outcome.Stale(Optional.of(apps.read(side, record)), "it was edited"));
        return done;
    }

    private Outcome applied(Side side, int record, WriteCommand command) {
        return new Outcome.Applied(Apps.ref(side, record),
                Optional.of(apps.read(side, record, command.fields().keySet())), true);
    }

    private void answer(WriteCommand command, String operation, Outcome outcome) {
        topic.ended(new WriteResult(command.head(), operation, command.fields(), command.sourceValues(), outcome));
    }

    private void problem(String what) {
        synchronized (problems) {
            problems.add(what);
        }
    }

    Optional<String> problem() {
        synchronized (problems) {
            return problems.stream().findFirst();
        }
    }

    Counts counts() {
        return counts;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
