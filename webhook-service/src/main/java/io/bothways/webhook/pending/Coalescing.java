package io.bothways.webhook.pending;

import io.bothways.contracts.event.Hint;
import io.bothways.contracts.record.RecordRef;
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
import java.util.TreeMap;

/** Makes one waiting record of many hints. */
@ApplicationScoped
public class Coalescing {
    private final PendingHints pending;
    private final Registry registry;
    private final SettleConfig settle;
    private final Clock clock;

    Coalescing(PendingHints pending, Registry registry, SettleConfig settle, Clock clock) {
        this.pending = pending;
        this.registry = registry;
        this.settle = settle;
        this.clock = clock;
    }

    public void remember(List<Hint> hints) {
        Collection<Hinted> records = byRecord(hints);
        if (!records.isEmpty()) {
            pending.add(records, settle.maximum(), clock.instant());
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
        Duration delay = registry.account(ref.account())
                .flatMap(account -> account.settings().settleDelay())
                .orElse(settle.delay());
        return new Hinted(
                new HintedType(hint.head().tenant(), ref.account(), ref.type()),
                ref.id(),
                receivedAt,
                receivedAt,
                hint.head().occurredAt(),
                hint.kind() == Hint.Kind.DELETED,
                delay);
    }

    private static Hinted both(Hinted one, Hinted other) {
        return new Hinted(
                one.type(),
                one.id(),
                one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt(),
                one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt(),
                one.occurredAt().isAfter(other.occurredAt()) ? one.occurredAt() : other.occurredAt(),
                one.deleted() || other.deleted(),
                other.settle());
    }
}
