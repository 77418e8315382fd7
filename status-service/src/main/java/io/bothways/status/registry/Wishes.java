package io.bothways.status.registry;

import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Request;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.outbox.Outbox;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Requests to the other services, durable in the transaction of what they follow from. */
@ApplicationScoped
public class Wishes {
    private static final Logger LOG = Logger.getLogger(Wishes.class);

    private final DataSource database;
    private final Codec codec;
    private final Outbox outbox;
    private final TransactionSynchronizationRegistry transactions;

    Wishes(DataSource database, Codec codec, EventSender sender, TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.codec = codec;
        this.outbox = new Outbox(database, "status", sender);
        this.transactions = transactions;
    }

    /**
     * Call within a transaction, once: the requests are sent in this order when it has committed. Key: the account, so
     * that one account's requests stay in order.
     */
    public void send(List<? extends Request> requests) {
        List<Outgoing> messages = requests.stream()
                .map(request -> new Outgoing(
                        Topics.REQUESTS,
                        request.head().account().value(),
                        Envelope.headers(request),
                        codec.encode(request)))
                .toList();
        try (Connection connection = database.getConnection()) {
            List<Outbox.Entry> stored = outbox.store(connection, messages);
            transactions.registerInterposedSynchronization(new AfterCommit(stored));
        } catch (SQLException failed) {
            throw new IllegalStateException("the requests cannot be stored", failed);
        }
    }

    /** What a crash or an absent broker has left behind. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            outbox.sweep(5, 500);
        } catch (SQLException | RuntimeException failed) {
            LOG.warnf("requests wait for Kafka or the database: %s", failed.getMessage());
        }
    }

    private final class AfterCommit implements Synchronization {
        private final List<Outbox.Entry> stored;

        AfterCommit(List<Outbox.Entry> stored) {
            this.stored = stored;
        }

        @Override
        public void beforeCompletion() {
            // Nothing is sent before the commit.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                Thread.startVirtualThread(this::publish);
            }
        }

        private void publish() {
            try {
                outbox.publish(stored);
            } catch (SQLException | RuntimeException failed) {
                LOG.warnf("requests wait for Kafka or the database: %s", failed.getMessage());
            }
        }
    }
}
