package io.bothways.writer.intake;

import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry.ConnectionEntry;
import io.bothways.runtime.registry.Registry;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Arrivals;
import io.bothways.writer.backlog.Arrivals.Arrival;
import io.bothways.writer.backlog.Transactions;
import io.bothways.writer.settle.Ending;
import io.bothways.writer.settle.Settlement;
import io.bothways.writer.settle.Settlement.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Takes a batch of commands into the backlog, in one transaction; answers those that have ended already. */
@ApplicationScoped
public class CommandIntake {
    private final Transactions transactions;
    private final Arrivals arrivals;
    private final Settlement settlement;
    private final Registry registry;
    private final DeadLetters deadLetters;
    private final MessageHeads heads;
    private final Codec codec;
    private final Clock clock;

    CommandIntake(
            Transactions transactions,
            Arrivals arrivals,
            Settlement settlement,
            Registry registry,
            DeadLetters deadLetters,
            MessageHeads heads,
            Codec codec,
            Clock clock) {
        this.transactions = transactions;
        this.arrivals = arrivals;
        this.settlement = settlement;
        this.registry = registry;
        this.deadLetters = deadLetters;
        this.heads = heads;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Returns once all of them are durable. May be repeated.
     *
     * @param accounts whose commands they are
     */
    public void store(List<Arrival> readable, Set<AccountKey> accounts) {
        if (readable.isEmpty()) {
            return;
        }
        Stored stored = transactions.run("commands cannot be stored", transaction -> {
            arrivals.announce(transaction, accounts);
            List<Arrival> known = arrivals.queue(transaction, readable, clock.instant());
            List<Ending> replaced = arrivals.replaced(transaction, readable).stream()
                    .map(old -> new Ending(old.command(), new Outcome.Superseded(old.by())))
                    .toList();
            return settlement.store(transaction, replaced, arrivals.ended(transaction, known));
        });
        settlement.publish(stored);
    }

    /** What of the batch can be carried out; the rest is parked, durably, with its reason. */
    public List<Arrival> readable(ConsumerRecords<String, byte[]> batch) {
        List<Arrival> readable = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                if (record.value() == null) {
                    deadLetters.park(record, "the message has no payload");
                    continue;
                }
                WriteCommand command = codec.decodeWriteCommand(record.value());
                Optional<String> refused = refusal(command);
                if (refused.isPresent()) {
                    deadLetters.park(record, refused.get());
                } else {
                    readable.add(new Arrival(command, record.value()));
                }
            } catch (UndecodableMessage poison) {
                deadLetters.park(record, poison.getMessage());
            }
        }
        return readable;
    }

    private Optional<String> refusal(WriteCommand command) {
        var message = command.head().message();
        if (message.epoch() < heads.epoch()) {
            return Optional.of("the command is older than the last restore of the database");
        }
        Optional<Account> account = registry.account(message.account());
        if (account.isEmpty()) {
            registry.refresh();
            account = registry.account(message.account());
        }
        if (account.isEmpty()) {
            return Optional.of("the command is for an account that does not exist");
        }
        if (!account.get().tenant().equals(message.tenant())) {
            return Optional.of("the command is for an account of another tenant");
        }
        return refusedByConnection(command);
    }

    private Optional<String> refusedByConnection(WriteCommand command) {
        CommandHead head = command.head();
        Optional<ConnectionConfiguration> connection = connection(head);
        if (connection.isEmpty()) {
            registry.refresh();
            connection = connection(head);
        }
        if (connection.isEmpty()) {
            return Optional.of("the command is for a connection that does not exist");
        }
        boolean same = connection.get().tenant().equals(head.message().tenant())
                && connection.get().account(head.side()).equals(head.message().account());
        return same ? Optional.empty() : Optional.of("the command is for a connection of other accounts");
    }

    private Optional<ConnectionConfiguration> connection(CommandHead head) {
        return registry.connection(head.connection()).map(ConnectionEntry::configuration);
    }
}
