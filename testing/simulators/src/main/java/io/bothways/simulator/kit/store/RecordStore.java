package io.bothways.simulator.kit.store;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of a simulator, in memory. Every write passes the app's rules, gets a stamp at the app's resolution, is
 * noted in the change log and told to the listeners. Not thread-safe: the event loop of the simulator owns it.
 */
public final class RecordStore {
    private static final int LOG_LENGTH = 5_000;
    /** Numeric ids without leading zeros in numeric order, ids of equal length in plain order. */
    static final Comparator<String> ID_ORDER =
            Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final Map<String, ObjectType> types = new LinkedHashMap<>();
    private final Map<String, NavigableMap<String, StoredRecord>> records = new HashMap<>();
    private final Map<String, UniqueIndex> indexes = new HashMap<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final Deque<Change> log = new ArrayDeque<>();
    private final RecordRules rules;
    private final Clock clock;
    private final long resolution;
    private final UndoLog undo = new UndoLog();
    private long nextSequence = 1;
    private long nextChange = 1;

    public RecordStore(List<ObjectType> types, RecordRules rules, Clock clock, Duration stampResolution) {
        for (ObjectType type : types) {
            this.types.put(type.name(), type);
            records.put(type.name(), new TreeMap<>(ID_ORDER));
        }
        this.rules = rules;
        this.clock = clock;
        this.resolution = stampResolution.toMillis();
    }

    public Collection<ObjectType> types() {
        return types.values();
    }

    /** The type of that name, or {@code null}. */
    public @Nullable ObjectType type(String name) {
        return types.get(name);
    }

    /** All records of a type in the order of their ids, deleted and combined ones too. A live view. */
    public NavigableMap<String, StoredRecord> records(ObjectType type) {
        return Objects.requireNonNull(records.get(type.name()));
    }

    /** The record of that id, deleted or not, or {@code null}. */
    public @Nullable StoredRecord get(ObjectType type, String id) {
        return records(type).get(id);
    }

    /** The record of that id unless it is deleted, or {@code null}. */
    public @Nullable StoredRecord live(ObjectType type, String id) {
        StoredRecord found = get(type, id);
        return found == null || found.deleted() ? null : found;
    }

    /**
     * Keeps an index of the records of a type that are not deleted. To be called before any record is stored.
     *
     * @param keysOf the keys under which a record is found; the first holder of a key keeps it
     */
    public void index(String indexName, ObjectType type, Function<StoredRecord, Collection<String>> keysOf) {
        indexes.put(indexName, new UniqueIndex(type, keysOf));
    }

    /** The record that holds the key in the index, or {@code null}. */
    public @Nullable StoredRecord find(String indexName, String key) {
        return Objects.requireNonNull(indexes.get(indexName), indexName).holders.get(key);
    }

    /** Is told of every change after it was made, in order, on the event loop. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** The last changes, oldest first. */
    public Collection<Change> log() {
        return log;
    }

    /**
     * Makes several writes as one: where the code ends with an exception, none of them has happened. Listeners are told
     * once all are made.
     */
    public <T> T atomically(Supplier<T> writes) {
        return undo.run(writes, this::publish);
    }

    /** Creates a record under the app's rules. */
    public StoredRecord create(ObjectType type, Map<String, @Nullable Object> fields, Editor editor) {
        return create(type, null, fields, editor);
    }

    /**
     * Creates a record under the app's rules, under an id that the client chose where the app lets it.
     *
     * @param chosenId an id that no live record of the type has, or {@code null} to have one given
     */
    public StoredRecord create(ObjectType type, @Nullable String chosenId, Map<String, @Nullable Object> fields,
            Editor editor) {
        Map<String, @Nullable Object> accepted = rules.accept(this, type, null, fields);
        if (chosenId != null && live(type, chosenId) != null) {
            throw new IllegalArgumentException("There is already a record " + chosenId);
        }
        String id = chosenId == null ? rules.newId(type, nextSequence++) : chosenId;
        long now = now();
        StoredRecord created = new StoredRecord(type, id, now, now, editor);
        StoredRecord former = get(type, id);
        undo.add(() -> {
            unindex(created);
            if (former == null) {
                records(type).remove(id);
            } else {
                records(type).put(id, former);
            }
        });
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        apply(created, accepted, before, after);
        add(created);
        tell(Change.Kind.CREATED, created, before, after, editor);
        return created;
    }

    /**
     * Updates a record under the app's rules. Where no value changes nothing is stamped or told; an app that stamps
     * then too calls {@link #touch}.
     *
     * @return whether any value changed
     */
    public boolean update(StoredRecord target, Map<String, @Nullable Object> fields, Editor editor) {
        return write(target, rules.accept(this, target.type(), target, fields), editor);
    }

    /** Writes fields that the app keeps by itself, past its rules. Returns whether any value changed. */
    public boolean write(StoredRecord target, Map<String, @Nullable Object> fields, Editor editor) {
        remember(target);
        unindex(target);
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        apply(target, fields, before, after);
        reindex(target);
        if (after.isEmpty()) {
            return false;
        }
        target.stamp(now(), editor);
        tell(Change.Kind.UPDATED, target, before, after, editor);
        return true;
    }

    /** Moves the stamp of a record without changing a field. */
    public void touch(StoredRecord target, Editor editor) {
        remember(target);
        target.stamp(now(), editor);
        tell(Change.Kind.TOUCHED, target, Map.of(), Map.of(), editor);
    }

    /** Deletes a record if the app's rules let it go; it stays readable as deleted. */
    public void delete(StoredRecord target, Editor editor) {
        rules.release(this, target);
        remember(target);
        unindex(target);
        target.markDeleted(null);
        target.stamp(now(), editor);
        tell(Change.Kind.DELETED, target, Map.of(), Map.of(), editor);
    }

    /** Brings a deleted record back; a combined one stays where it went. */
    public void restore(StoredRecord target, Editor editor) {
        if (!target.deleted() || target.combinedInto() != null) {
            throw new IllegalArgumentException(target + " is not deleted");
        }
        remember(target);
        target.markRestored();
        reindex(target);
        target.stamp(now(), editor);
        tell(Change.Kind.RESTORED, target, Map.of(), Map.of(), editor);
    }

    /** Marks a record as combined by the app into another one. What the survivor takes over is the app's business. */
    public void combine(StoredRecord loser, StoredRecord survivor, Editor editor) {
        remember(loser);
        unindex(loser);
        loser.markDeleted(survivor.id());
        loser.stamp(now(), editor);
        tell(Change.Kind.COMBINED, loser, Map.of(), Map.of(), editor);
    }

    /** Stores a record that was there before the simulator started: own stamps, no change, no listener. */
    public StoredRecord seed(ObjectType type, Map<String, @Nullable Object> fields, long createdAt, long modifiedAt) {
        return seed(type, rules.newId(type, nextSequence++), fields, createdAt, modifiedAt);
    }

    /** The same under a known id. */
    public StoredRecord seed(ObjectType type, String id, Map<String, @Nullable Object> fields, long createdAt,
            long modifiedAt) {
        Map<String, @Nullable Object> accepted = rules.acceptSeed(this, type, fields);
        StoredRecord seeded = new StoredRecord(type, id, truncate(createdAt), truncate(modifiedAt), Editor.PERSON);
        apply(seeded, accepted, new HashMap<>(), new HashMap<>());
        add(seeded);
        return seeded;
    }

    /** Sets fields of a record that was just seeded, without stamp, change or listener. */
    public void complete(StoredRecord seeded, Map<String, @Nullable Object> fields) {
        unindex(seeded);
        apply(seeded, fields, new HashMap<>(), new HashMap<>());
        reindex(seeded);
    }

    /** Now, in milliseconds, at the app's resolution. */
    public long now() {
        return truncate(clock.millis());
    }

    long nextSequence() {
        return nextSequence;
    }

    /** Puts a saved record back. */
    void restore(StoredRecord saved, long sequenceAfter) {
        records(saved.type()).put(saved.id(), saved);
        if (!saved.deleted()) {
            reindex(saved);
        }
        nextSequence = Math.max(nextSequence, sequenceAfter);
    }

    private long truncate(long millis) {
        return millis - Math.floorMod(millis, resolution);
    }

    private void add(StoredRecord created) {
        records(created.type()).put(created.id(), created);
        reindex(created);
    }

    private static void apply(StoredRecord target, Map<String, @Nullable Object> fields,
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        fields.forEach((name, value) -> {
            Object former = value == null ? target.values.remove(name) : target.values.put(name, value);
            if (!Objects.equals(former, value)) {
                before.put(name, former);
                after.put(name, value);
            }
        });
    }

    private void tell(Change.Kind kind, StoredRecord target, Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after, Editor editor) {
        Change change = new Change(nextChange++, kind, target, before, after, editor, clock.millis());
        if (!undo.hold(change)) {
            publish(change);
        }
    }

    private void publish(Change change) {
        log.addLast(change);
        if (log.size() > LOG_LENGTH) {
            log.removeFirst();
        }
        listeners.forEach(listener -> listener.accept(change));
    }

    private void remember(StoredRecord target) {
        Runnable back = target.memory();
        undo.add(() -> {
            unindex(target);
            back.run();
            reindex(target);
        });
    }

    private void reindex(StoredRecord target) {
        if (target.deleted()) {
            return;
        }
        for (UniqueIndex index : indexes.values()) {
            if (index.type == target.type()) {
                index.keysOf.apply(target).forEach(key -> index.holders.putIfAbsent(key, target));
            }
        }
    }

    private void unindex(StoredRecord target) {
        for (UniqueIndex index : indexes.values()) {
            if (index.type == target.type()) {
                index.keysOf.apply(target).forEach(key -> index.holders.remove(key, target));
            }
        }
    }

    private static final class UniqueIndex {
        private final ObjectType type;
        private final Function<StoredRecord, Collection<String>> keysOf;
        private final Map<String, StoredRecord> holders = new HashMap<>();

        UniqueIndex(ObjectType type, Function<StoredRecord, Collection<String>> keysOf) {
            this.type = type;
            this.keysOf = keysOf;
        }
    }
}
