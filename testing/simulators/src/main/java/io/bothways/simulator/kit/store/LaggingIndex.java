package io.bothways.simulator.kit.store;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What an app's search sees: the records as they were some time ago, so that a fresh write is not found at once. */
public final class LaggingIndex {
    private final RecordStore store;
    private final Clock clock;
    private final long lagMillis;
    private final Map<ObjectType, Map<String, Entry>> entries = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** A record as the index holds it. */
    public record Entry(ObjectType type, String id, Map<String, Object> fields, long createdAt, long modifiedAt) {
        /** Values are personal data. */
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    private record Pending(long due, boolean gone, Entry entry) {
    }

    public LaggingIndex(RecordStore store, Clock clock, long lagMillis) {
        this.store = store;
        this.clock = clock;
        this.lagMillis = lagMillis;
        store.types().forEach(type -> entries.put(type, new TreeMap<>(RecordStore.ID_ORDER)));
    }

    /** Takes in all records of the start and follows the changes from then on. */
    public void start() {
        store.types().forEach(type -> store.records(type).values().stream().filter(each -> !each.deleted())
                .forEach(each -> of(type).put(each.id(), entry(each))));
        store.listen(change -> {
            StoredRecord changed = change.record();
            pending.addLast(new Pending(clock.millis() + lagMillis, changed.deleted(), entry(changed)));
        });
    }

    /** The entries of a type as of now, in the order of their ids. */
    public Collection<Entry> entries(ObjectType type) {
        long now = clock.millis();
        while (!pending.isEmpty() && pending.peekFirst().due() <= now) {
            Pending next = pending.removeFirst();
            Map<String, Entry> held = of(next.entry().type());
            if (next.gone()) {
                held.remove(next.entry().id());
            } else {
                held.put(next.entry().id(), next.entry());
            }
        }
        return of(type).values();
    }

    private Map<String, Entry> of(ObjectType type) {
        return Objects.requireNonNull(entries.get(type));
    }

    private static Entry entry(StoredRecord record) {
        return new Entry(record.type(), record.id(), Map.copyOf(record.fields()), record.createdAt(),
                record.modifiedAt());
    }
}
