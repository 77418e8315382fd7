package io.bothways.poller.request;

import io.bothways.contracts.event.Request;
import io.bothways.poller.PollFlow;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears wishes. Offsets are committed when each is scheduled durably; none is carried out here. */
@ApplicationScoped
class RequestReader {
    private final PollFlow flow;
    private final Codec codec;
    private final DeadLetters deadLetters;
    private final Persistence persistence;

    RequestReader(PollFlow flow, Codec codec, DeadLetters deadLetters, Persistence persistence) {
        this.flow = flow;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.persistence = persistence;
    }

    @Incoming("requests")
    @Blocking
    void hear(ConsumerRecords<String, byte[]> batch) {
        persistence.untilDone("scheduling requests", () -> {
            for (Request request : deadLetters.readable(batch, codec::decodeRequest)) {
                flow.accept(request);
            }
        });
    }
}
