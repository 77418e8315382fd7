package io.bothways.simulator.pipedrive.api;

import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What search sees: the records as they were some time ago, by id; listings and single reads see them as they are. */
public final class SearchIndex {
    private final RecordStore store;
    private final Clock clock;
    private final long lag;
    private final Map<ObjectType, Map<String, Map<String, String>>> entries = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    private record Pending(long due, ObjectType type, String id, @Nullable Map<String, String> entry) {
    }

    public SearchIndex(RecordStore store, Clock clock, long lagMillis) {
        this.store = store;
        this.clock = clock;
        this.lag = lagMillis;
        store.types().forEach(type -> entries.put(type, new TreeMap<>()));
    }

    /** Takes in all records of the start and follows the changes from then on. */
    public void start() {
        store.types().forEach(type -> store.records(type).values().stream().filter(each -> !each.deleted())
                .forEach(each -> of(type).put(each.id(), texts(each))));
        store.listen(this::changed);
    }

    /** The fields of all records of a type, by id. */
    Collection<Map.Entry<String, Map<String, String>>> entries(ObjectType type) {
        catchUp();
        List<Map.Entry<String, Map<String, String>>> all = new ArrayList<>(of(type).entrySet());
        all.sort(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)
                .thenComparing(Comparator.naturalOrder())));
        return all;
    }

    private void changed(Change change) {
        StoredRecord record = change.record();
        pending.addLast(new Pending(clock.millis() + lag, record.type(), record.id(),
                record.deleted() ? null : texts(record)));
        if (lag == 0) {
            catchUp();
        }
    }

    private void catchUp() {
        while (!pending.isEmpty() && pending.getFirst().due() <= clock.millis()) {
            Pending next = pending.removeFirst();
            if (next.entry() == null) {
                of(next.type()).remove(next.id());
            } else {
                of(next.type()).put(next.id(), next.entry());
            }
        }
    }

    private Map<String, Map<String, String>> of(ObjectType type) {
        return Objects.requireNonNull(entries.get(type));
    }

    private static Map<String, String> texts(StoredRecord record) {
        Map<String, String> texts = new HashMap<>();
        record.fields().forEach((code, value) -> texts.put(code, value.toString()));
        return texts;
    }
}
