package io.bothways.poller.publish;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Cause;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.poller.PolledType;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.registry.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells status-service what happens. */
@ApplicationScoped
public class Teller {
    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;

    Teller(EventSender sender, Codec codec, MessageHeads heads) {
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
    }

    /** Returns when it is durable. */
    public void tell(Activity activity) {
        String key = activity.head().account().value();
        sender.sendAndWait(
                List.of(new Outgoing(Topics.ACTIVITY, key, Envelope.headers(activity), codec.encode(activity))));
    }

    public MessageHead head(Account account, Cause cause) {
        return heads.now(account.tenant(), account.id(), cause);
    }

    public MessageHead head(PolledType type, Cause cause) {
        return heads.now(type.tenant(), type.account(), cause);
    }

    /** A head of something that follows from another message. */
    public MessageHead following(MessageHead origin) {
        return heads.following(origin, origin.account());
    }
}
