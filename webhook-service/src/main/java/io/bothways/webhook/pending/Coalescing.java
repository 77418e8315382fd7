package io.bothways.webhook.pending;

import io.bothways.connector.descriptor.Pushes;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.Registry;
import io.bothways.webhook.SettleConfig;
import io.bothways.webhook.pending.PendingHints.Hinted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one waiting record of many hints. */
@ApplicationScoped
public class Coalescing {
    private static final int DELAYS_AT_MOST = 5;

    private final PendingHints pending;
    private final Registry registry;
    private final Apps apps;
    private final SettleConfig settle;
    private final Clock clock;

    Coalescing(PendingHints pending, Registry registry, Apps apps, SettleConfig settle, Clock clock) {
        this.pending = pending;
        this.registry = registry;
        this.apps = apps;
        this.settle = settle;
        this.clock = clock;
    }

    public void remember(List<Hint> hints) {
        Collection<Hinted> records = byRecord(hints);
        if (!records.isEmpty()) {
            pending.add(records, clock.instant());
        }
    }

    /** Sorted by record, which is the order of locks. */
    Collection<Hinted> byRecord(List<Hint> hints) {
        Map<RecordRef, Hinted> records = new TreeMap<>();
        for (Hint hint : hints) {
            records.merge(hint.ref(), hinted(hint), Coalescing::both);
        }
        return records.values();
    }

    private Hinted hinted(Hint hint) {
        RecordRef ref = hint.ref();
        Instant receivedAt = hint.head().observedAt();
        Duration delay = delay(ref);
        return new Hinted(
                new HintedType(hint.head().tenant(), ref.account(), ref.type()),
                ref.id(),
                receivedAt,
                receivedAt,
                hint.head().occurredAt(),
                hint.kind() == Hint.Kind.DELETED,
                delay,
                longest(delay),
                hint.record(),
                hint.movedTo());
    }

    /** The account's setting for the object, the account's, the operator's, the app's own: the first that there is. */
    private Duration delay(RecordRef ref) {
        Optional<Account> account = registry.account(ref.account());
        return account.flatMap(known -> known.settings().settleDelay(ref.type()))
                .or(settle::delay)
                .or(() -> account.map(known -> apps.connectors().get(known.connector()))
                        .flatMap(provider -> provider.descriptor().pushes())
                        .map(Pushes::settle))
                .orElse(Duration.ZERO);
    }

    private Duration longest(Duration delay) {
        Duration several = delay.multipliedBy(DELAYS_AT_MOST);
        return several.compareTo(settle.maximum()) > 0 ? several : settle.maximum();
    }

    /** Pushes come in any order; the app's own version says which is the newer. Empty where one brought none. */
    private static Optional<Snapshot> newest(Optional<Snapshot> one, Optional<Snapshot> other) {
        return one.flatMap(first -> other.map(
                second -> first.evidence().version() > second.evidence().version() ? first : second));
    }

    private static Hinted both(Hinted one, Hinted other) {
        return new Hinted(
                one.type(),
                one.id(),
                one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt(),
                one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt(),
                one.occurredAt().isAfter(other.occurredAt()) ? one.occurredAt() : other.occurredAt(),
                one.deleted() || other.deleted(),
                other.settle(),
                other.longest(),
                newest(one.record(), other.record()),
                other.movedTo().or(one::movedTo));
    }
}
