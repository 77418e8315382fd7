package io.bothways.merge.intake;

import io.bothways.merge.MergeMeters;
import io.bothways.merge.batch.Patience;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Decodes a batch and merges it; halves one that cannot be merged until the bad message is found, and parks it. No message
 * is bad because a server is away.
 */
final class Intake<T> {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private record Incoming<T>(ConsumerRecord<String, byte[]> record, T message) {}

    private final DeadLetters deadLetters;
    private final MergeMeters meters;
    private final Function<byte[], T> decode;
    private final Consumer<List<T>> merge;

    Intake(DeadLetters deadLetters, MergeMeters meters, Function<byte[], T> decode, Consumer<List<T>> merge) {
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.decode = decode;
        this.merge = merge;
    }

    /** Returns once everything is merged or parked; only then may the offsets be committed. */
    void take(ConsumerRecords<String, byte[]> records) {
        List<Incoming<T>> incoming = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                if (record.value() == null) {
                    throw new UndecodableMessage("the message has no payload");
                }
                incoming.add(new Incoming<>(record, decode.apply(record.value())));
            } catch (UndecodableMessage poison) {
                park(record, poison.getMessage());
            }
        }
        if (!incoming.isEmpty()) {
            mergeOrHalve(incoming);
        }
    }

    private void mergeOrHalve(List<Incoming<T>> incoming) {
        try {
            List<T> messages = incoming.stream().map(Incoming::message).toList();
            Patience.untilDone("take a batch in", () -> {
                merge.accept(messages);
                return messages;
            });
        } catch (CancellationException stopping) {
            throw stopping;
        } catch (RuntimeException defect) {
            if (incoming.size() == 1) {
                LOG.errorf(defect, "a message cannot be merged: topic=%s", incoming.getFirst().record.topic());
                park(incoming.getFirst().record, "it cannot be merged: " + defect.getClass().getSimpleName());
            } else {
                int half = incoming.size() / 2;
                mergeOrHalve(incoming.subList(0, half));
                mergeOrHalve(incoming.subList(half, incoming.size()));
            }
        }
    }

    private void park(ConsumerRecord<String, byte[]> record, String reason) {
        meters.parked();
        deadLetters.park(record, reason);
    }
}
