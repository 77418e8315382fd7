package io.bothways.simulator.hubspot;

import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What search sees: the records as they were some time ago, so that a fresh write is not found at once. */
final class SearchIndex {
    private final RecordStore store;
    private final Clock clock;
    private final long lagMillis;
    private final Map<ObjectType, Map<Long, Entry>> entries = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** A record as the index holds it. */
    record Entry(ObjectType type, long id, Map<String, Object> fields, long createdAt, long modifiedAt) {
        /** Values are personal data. */
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    private record Pending(long due, ObjectType type, long id, boolean gone, Entry entry) {
    }

    SearchIndex(RecordStore store, Clock clock, long lagMillis) {
        this.store = store;
        this.clock = clock;
        this.lagMillis = lagMillis;
        store.types().forEach(type -> entries.put(type, new TreeMap<>()));
    }

    /** Takes in all records of the start and follows the changes from then on. */
    void start() {
        store.types().forEach(type -> store.records(type).values().stream().filter(each -> !each.deleted())
                .forEach(each -> of(type).put(Long.parseLong(each.id()), entry(each))));
        store.listen(change -> {
            StoredRecord changed = change.record();
            Entry entry = entry(changed);
            pending.addLast(new Pending(clock.millis() + lagMillis, changed.type(), entry.id(), changed.deleted(),
                    entry));
            if (lagMillis == 0) {
                catchUp();
            }
        });
    }

    /** The entries of a type as of now, by id. */
    Collection<Entry> entries(ObjectType type) {
        catchUp();
        return of(type).values();
    }

    private void catchUp() {
        long now = clock.millis();
        while (!pending.isEmpty() && pending.peekFirst().due() <= now) {
            Pending next = pending.removeFirst();
            if (next.gone()) {
                of(next.type()).remove(next.id());
            } else {
                of(next.type()).put(next.id(), next.entry());
            }
        }
    }

    private Map<Long, Entry> of(ObjectType type) {
        return Objects.requireNonNull(entries.get(type));
    }

    private static Entry entry(StoredRecord record) {
        return new Entry(record.type(), Long.parseLong(record.id()), Map.copyOf(record.fields()), record.createdAt(),
                record.modifiedAt());
    }
}
