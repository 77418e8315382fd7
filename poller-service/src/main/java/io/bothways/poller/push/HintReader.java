package io.bothways.poller.push;

import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears which records pushes told of. Offsets are committed when that is stored. */
@ApplicationScoped
class HintReader {
    private final LostPushes pushes;
    private final Codec codec;
    private final DeadLetters deadLetters;
    private final Persistence persistence;

    HintReader(LostPushes pushes, Codec codec, DeadLetters deadLetters, Persistence persistence) {
        this.pushes = pushes;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.persistence = persistence;
    }

    @Incoming("hints")
    @Blocking
    void hear(ConsumerRecords<String, byte[]> batch) {
        persistence.untilDone(
                "storing what was pushed", () -> pushes.hinted(deadLetters.readable(batch, codec::decodeHint)));
    }
}
