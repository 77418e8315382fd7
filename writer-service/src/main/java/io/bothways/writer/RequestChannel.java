package io.bothways.writer;

import io.bothways.contracts.event.Request;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.bothways.writer.account.AccountWorkers;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** What people ask of the writer. Any replica may take a wish: the owner of the account sees it in the backlog. */
@ApplicationScoped
public class RequestChannel {
    private static final Logger LOG = Logger.getLogger(RequestChannel.class);

    private final Backlog backlog;
    private final AccountWorkers workers;
    private final DeadLetters deadLetters;
    private final Persistence persistence;
    private final Codec codec;
    private final Clock clock;

    RequestChannel(
            Backlog backlog,
            AccountWorkers workers,
            DeadLetters deadLetters,
            Persistence persistence,
            Codec codec,
            Clock clock) {
        this.backlog = backlog;
        this.workers = workers;
        this.deadLetters = deadLetters;
        this.persistence = persistence;
        this.codec = codec;
        this.clock = clock;
    }

    @Incoming("requests")
    @Blocking
    public void take(ConsumerRecords<String, byte[]> batch) {
        for (ConsumerRecord<String, byte[]> record : batch) {
            persistence.untilDone("serving a request", () -> serve(record));
        }
    }

    private void serve(ConsumerRecord<String, byte[]> record) {
        try {
            switch (codec.decodeRequest(record.value())) {
                case Request.RetryWrites retry -> retry(new AccountKey(retry.head().tenant(), retry.head().account()));
                case Request.ConfigurationChanged other -> {}
                case Request.CheckAccount other -> {}
                case Request.ListRecords other -> {}
                case Request.PollSince other -> {}
                case Request.RereadRecords other -> {}
                case Request.DecideField other -> {}
                case Request.DecideDeletes other -> {}
            }
        } catch (UndecodableMessage poison) {
            deadLetters.park(record, poison.getMessage());
        }
    }

    private void retry(AccountKey account) {
        int woken = backlog.tryNow(account, clock.instant());
        LOG.infof("tried again by request: account=%s commands=%d", account, woken);
        workers.stir(Set.of(account));
    }
}
