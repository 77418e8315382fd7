package io.bothways.webhook.receive;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.descriptor.Pushes.Payload;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Sighting;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.codec.UnencodableMessage;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import io.bothways.webhook.WebhookConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Judges pushes and makes their hints durable. Touches neither the database nor the app on its way. */
@ApplicationScoped
public class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class);

    private final Registry registry;
    private final Apps apps;
    private final CredentialVault vault;
    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;
    private final WebhookConfig config;
    private final Clock clock;

    Reception(
            Registry registry,
            Apps apps,
            CredentialVault vault,
            EventSender sender,
            Codec codec,
            MessageHeads heads,
            WebhookConfig config,
            Clock clock) {
        this.registry = registry;
        this.apps = apps;
        this.vault = vault;
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param key the unguessable part of the address; a wrong one is answered like any address that does not exist
     * @param headers lower-case names
     */
    public Answer receive(String key, String method, Map<String, String> headers, byte[] body) {
        Optional<Account> found = registry.accountByWebhookKey(key);
        Optional<App> app = found.flatMap(apps::open);
        Optional<WebhookSource> webhooks = app.flatMap(opened -> opened.connector().ability(WebhookSource.class));
        if (webhooks.isEmpty()) {
            return Answer.empty(404, "unknown", Answer.NOBODY);
        }
        Account account = found.orElseThrow();
        Push push = new Push(
                method,
                address(key),
                headers,
                body,
                secret(account),
                account.identity(),
                clock.instant());
        return switch (webhooks.get().receive(push)) {
            case Verdict.Refused(String reason) -> refused(account, 401, "refused", reason);
            case Verdict.Malformed(String reason) -> refused(account, 400, "malformed", reason);
            case Verdict.Genuine(List<Sighting> sightings, String acknowledgement, String contentType) ->
                hint(account, taken(app.get(), sightings), push.receivedAt())
                        ? Answer.accepted(acknowledgement, contentType, account.connector())
                        : Answer.empty(503, "unavailable", account.connector());
        };
    }

    private URI address(String key) {
        String base = config.url().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/webhooks/" + key);
    }

    private String secret(Account account) {
        return account.webhookSecret().length == 0
                ? ""
                : vault.open(account.tenant(), account.id(), "webhook_secret", account.webhookSecret());
    }

    private static Answer refused(Account account, int status, String outcome, String reason) {
        LOG.warnf("a push was %s: account=%s reason=%s", outcome, account.id(), reason);
        return Answer.empty(status, outcome, account.connector());
    }

    /** Whether the hints are durable; where they are not in time, the sender comes again. */
    private boolean hint(Account account, List<Sighting> sightings, Instant receivedAt) {
        List<Outgoing> hints = new ArrayList<>();
        for (Sighting sighting : deduplicated(account, sightings)) {
            RecordRef ref = new RecordRef(account.id(), sighting.type(), sighting.id());
            Hint hint = new Hint(
                    head(account, sighting, receivedAt),
                    ref,
                    sighting.kind(),
                    pushed(ref, sighting),
                    sighting.movedTo());
            hints.add(outgoing(hint));
        }
        try {
            sender.send(hints).orTimeout(config.hintTimeout().toMillis(), TimeUnit.MILLISECONDS).join();
            return true;
        } catch (CompletionException failed) {
            LOG.warnf("hints are not durable: account=%s failure=%s", account.id(), failed.getCause());
            return false;
        }
    }

    /** A record that is longer than a message may be is read again, like one that was not pushed. */
    private Outgoing outgoing(Hint hint) {
        try {
            return new Outgoing(Topics.HINTS, hint.ref().key(), Envelope.headers(hint), codec.encode(hint));
        } catch (UnencodableMessage tooLong) {
            Hint bare = new Hint(hint.head(), hint.ref(), hint.kind(), Optional.empty(), hint.movedTo());
            return new Outgoing(Topics.HINTS, bare.ref().key(), Envelope.headers(bare), codec.encode(bare));
        }
    }

    /** Only where the app is known to push whole, versioned records, what came along is more than a hint. */
    private static List<Sighting> taken(App app, List<Sighting> sightings) {
        boolean whole = app.descriptor().pushes().filter(pushes -> pushes.payload() == Payload.RECORD).isPresent();
        return whole
                ? sightings
                : sightings.stream().map(Sighting::bare).toList();
    }

    private static Optional<Snapshot> pushed(RecordRef ref, Sighting sighting) {
        return sighting.record()
                .map(record -> new Snapshot(
                        ref, record.fields(), new Evidence(record.version(), 0, 0, true), false));
    }

    /**
     * Of two sightings in one push: a deletion is remembered, and of two records the one of the higher version. Where a
     * record lives on is kept, whichever of them said so.
     */
    private static Sighting both(Sighting one, Sighting other) {
        boolean first = other.kind() != one.kind()
                ? other.kind() == Hint.Kind.CHANGED
                : version(one) > version(other);
        Sighting kept = first ? one : other;
        return new Sighting(
                kept.type(),
                kept.id(),
                kept.kind(),
                kept.occurredAt(),
                kept.deliveryId(),
                kept.record(),
                other.movedTo().or(one::movedTo));
    }

    private static long version(Sighting sighting) {
        // One without its record has to be read, whatever the other one brought.
        return sighting.record().map(SourceRecord::version).orElse(Long.MAX_VALUE);
    }

    /** One sighting per record; a deletion among several is remembered. Types that nobody maps are of no interest. */
    private List<Sighting> deduplicated(Account account, List<Sighting> sightings) {
        Set<String> types = registry.typesToRead(account.id());
        Map<String, Sighting> byRecord = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            if (types.contains(sighting.type()) && !sighting.id().isBlank()) {
                byRecord.merge(
                        sighting.type() + "/" + sighting.id(),
                        sighting,
                        Reception::both);
            }
        }
        return List.copyOf(byRecord.values());
    }

    private MessageHead head(Account account, Sighting sighting, Instant receivedAt) {
        MessageHead now = heads.now(account.tenant(), account.id(), Cause.of(Cause.Kind.WEBHOOK));
        return new MessageHead(
                now.id(),
                now.tenant(),
                now.account(),
                now.cause(),
                now.epoch(),
                sighting.occurredAt(),
                receivedAt,
                now.trace());
    }
}
