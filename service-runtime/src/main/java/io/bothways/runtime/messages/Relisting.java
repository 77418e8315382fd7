package io.bothways.runtime.messages;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Request;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Asks for listings where messages about records were lost: what they told of, a listing tells again. At most one per
 * object type and quarter of a day, so that a message that can never be handled does not list its account for ever.
 */
@ApplicationScoped
public class Relisting {
    private static final Logger LOG = Logger.getLogger(Relisting.class);
    private static final Set<String> ABOUT_RECORDS = Set.of(Topics.HINTS, Topics.CHANGES, Topics.BACKFILL_CHANGES);
    private static final Duration ONCE_IN = Duration.ofHours(6);

    private final Registry registry;
    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;
    private final Clock clock;

    Relisting(Registry registry, EventSender sender, Codec codec, MessageHeads heads, Clock clock) {
        this.registry = registry;
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
        this.clock = clock;
    }

    /** A message is not handled. A record's message says with its key what to list; others ask for nothing. */
    void lost(String topic, String key) {
        String[] parts = key.split("/", 3);
        if (ABOUT_RECORDS.contains(topic) && parts.length >= 2) {
            // Looked for by its text: a poisoned key need not be one that an account could have.
            registry.accounts().stream()
                    .filter(account -> account.id().value().equals(parts[0]))
                    .forEach(account -> list(account, Set.of(parts[1])));
        }
    }

    /** Messages of a topic are gone before they were read, nobody knows whose. */
    void gap(String topic) {
        if (ABOUT_RECORDS.contains(topic)) {
            registry.refresh();
            registry.accounts().forEach(account -> list(account, registry.typesToRead(account.id())));
        }
    }

    private void list(Account account, Set<String> types) {
        long when = clock.instant().getEpochSecond() / ONCE_IN.toSeconds();
        Set<String> read = new TreeSet<>(types);
        read.retainAll(registry.typesToRead(account.id()));
        if (read.isEmpty()) {
            return;
        }
        List<Outgoing> requests = read.stream()
                .map(type -> new Request.ListRecords(
                        heads.now(account.tenant(), account.id(), Cause.of(Cause.Kind.REQUEST)),
                        "lost-" + account.id() + "-" + type + "-" + when,
                        type))
                .map(request -> new Outgoing(
                        Topics.REQUESTS, account.id().value(), Envelope.headers(request), codec.encode(request)))
                .toList();
        sender.sendAndWait(requests);
        LOG.warnf("messages were lost, a listing tells again what they told: account=%s objects=%s",
                account.id(), read);
    }
}
