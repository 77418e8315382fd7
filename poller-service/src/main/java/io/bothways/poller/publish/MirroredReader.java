package io.bothways.poller.publish;

import io.bothways.poller.publish.KnownRecords.Acknowledged;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what merge has acknowledged. Offsets are committed when it is stored. */
@ApplicationScoped
class MirroredReader {
    private final KnownRecords known;
    private final Codec codec;
    private final DeadLetters deadLetters;
    private final Persistence persistence;

    MirroredReader(KnownRecords known, Codec codec, DeadLetters deadLetters, Persistence persistence) {
        this.known = known;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.persistence = persistence;
    }

    @Incoming("mirrored")
    @Blocking
    void hear(ConsumerRecords<String, byte[]> batch) {
        persistence.untilDone("storing what merge holds", () -> known.learn(read(batch)));
    }

    private List<Acknowledged> read(ConsumerRecords<String, byte[]> batch) {
        List<Acknowledged> acknowledged = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            // A compacted topic may hold a null: the record of that key is known no longer, which is the safe side.
            if (record.value() != null) {
                try {
                    acknowledged.add(new Acknowledged(
                            codec.decodeMirrored(record.value()), Instant.ofEpochMilli(record.timestamp())));
                } catch (UndecodableMessage poison) {
                    deadLetters.park(record, poison.getMessage());
                }
            }
        }
        return acknowledged;
    }
}
