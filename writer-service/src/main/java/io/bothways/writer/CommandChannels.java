package io.bothways.writer;

import io.bothways.runtime.messages.Persistence;
import io.bothways.writer.account.AccountWorkers;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Arrivals.Arrival;
import io.bothways.writer.intake.CommandIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Commands from Kafka. A batch's offsets are committed once all of it is in the backlog; then its accounts are woken.
 * One batch after the other, on a worker thread: on virtual threads batches of a channel run at once and in any order.
 */
@ApplicationScoped
public class CommandChannels {
    private final CommandIntake intake;
    private final AccountWorkers workers;
    private final Persistence persistence;

    CommandChannels(CommandIntake intake, AccountWorkers workers, Persistence persistence) {
        this.intake = intake;
        this.workers = workers;
        this.persistence = persistence;
    }

    @Incoming("commands")
    @Blocking
    public void live(ConsumerRecords<String, byte[]> batch) {
        take(batch);
    }

    @Incoming("backfill-commands")
    @Blocking
    public void backfill(ConsumerRecords<String, byte[]> batch) {
        take(batch);
    }

    private void take(ConsumerRecords<String, byte[]> batch) {
        List<Arrival> arrivals = persistence.untilGiven("reading commands", () -> intake.readable(batch));
        Set<AccountKey> accounts = arrivals.stream()
                .map(arrival -> AccountKey.of(arrival.command()))
                .collect(Collectors.toSet());
        workers.expect(accounts);
        try {
            persistence.untilDone("storing commands", () -> intake.store(arrivals, accounts));
        } finally {
            workers.wake(accounts);
        }
    }
}
