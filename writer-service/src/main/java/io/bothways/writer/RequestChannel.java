package io.bothways.writer;

import io.bothways.contracts.event.Request;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.messages.Persistence;
import io.bothways.runtime.registry.Registry;
import io.bothways.writer.account.AccountWorkers;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.settle.Purge;
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
    private final Purge purge;
    private final Registry registry;
    private final AccountWorkers workers;
    private final DeadLetters deadLetters;
    private final Persistence persistence;
    private final Codec codec;
    private final Clock clock;

    RequestChannel(
            Backlog backlog,
            Purge purge,
            Registry registry,
            AccountWorkers workers,
            DeadLetters deadLetters,
            Persistence persistence,
            Codec codec,
            Clock clock) {
        this.backlog = backlog;
        this.purge = purge;
        this.registry = registry;
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
                case Request.RetryWrites retry -> retry(account(retry));
                case Request.PurgeWrites wish -> purge(wish);
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
        // It may be for a connection that goes on.
        registry.refresh();
        int woken = backlog.tryNow(account, clock.instant());
        LOG.infof("tried again by request: account=%s commands=%d", account, woken);
        workers.stir(Set.of(account));
    }

    private void purge(Request.PurgeWrites wish) {
        // What has come since is another matter, also when the wish is served twice.
        int purged = purge.of(account(wish), wish.head().observedAt(), wish.reason());
        LOG.infof("given up by request: account=%s commands=%d", account(wish), purged);
    }

    private static AccountKey account(Request request) {
        return new AccountKey(request.head().tenant(), request.head().account());
    }
}
