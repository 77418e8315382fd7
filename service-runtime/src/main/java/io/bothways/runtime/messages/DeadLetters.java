package io.bothways.runtime.messages;

import io.bothways.contracts.Topics;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.codec.UndecodableMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Parks messages that cannot be understood or handled, each with its reason, so that they block nothing. What they told
 * of records a listing tells again.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventSender sender;
    private final Relisting relisting;
    private final Codec codec;
    private final Clock clock;

    DeadLetters(EventSender sender, Relisting relisting, Codec codec, Clock clock) {
        this.sender = sender;
        this.relisting = relisting;
        this.codec = codec;
        this.clock = clock;
    }

    /** What of the batch can be read, in order; the rest is parked, durably, before this returns. */
    public <T> List<T> readable(ConsumerRecords<String, byte[]> batch, Function<byte[], T> decode) {
        List<T> read = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                if (record.value() == null) {
                    throw new UndecodableMessage("the message has no payload");
                }
                read.add(decode.apply(record.value()));
            } catch (UndecodableMessage poison) {
                park(record, poison.getMessage());
            }
        }
        return read;
    }

    /** Parks one message; returns when it is durable. The reason carries no personal data. */
    public void park(ConsumerRecord<String, byte[]> record, String reason) {
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        if (payload.length > Codec.LARGEST_MESSAGE) {
            // Nothing of ours is that long; the head of it tells a person what it was.
            payload = Arrays.copyOf(payload, Codec.LARGEST_MESSAGE);
        }
        String key = record.key() == null ? "" : record.key();
        DeadLetter letter = new DeadLetter(
                record.topic(), record.partition(), record.offset(), key, payload, reason, clock.instant());
        LOG.warnf("parked a message: topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
        String origin = record.topic() + "/" + record.partition();
        sender.sendAndWait(List.of(new Outgoing(Topics.DEAD_LETTERS, origin, Envelope.headers(letter), codec.encode(letter))));
        relisting.lost(record.topic(), key);
    }
}
