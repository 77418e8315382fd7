package io.bothways.webhook.pending;

import io.bothways.contracts.event.Hint;
import io.bothways.webhook.WebhookFlow;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears hints. Offsets are committed when they stand in the table. */
@ApplicationScoped
class HintReader {
    private final WebhookFlow flow;
    private final Codec codec;
    private final DeadLetters deadLetters;
    private final Persistence persistence;

    HintReader(WebhookFlow flow, Codec codec, DeadLetters deadLetters, Persistence persistence) {
        this.flow = flow;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.persistence = persistence;
    }

    @Incoming("hints")
    @Blocking
    void hear(ConsumerRecords<String, byte[]> batch) {
        persistence.untilDone("storing hints", () -> {
            List<Hint> hints = deadLetters.readable(batch, codec::decodeHint);
            flow.remember(hints);
        });
    }
}
