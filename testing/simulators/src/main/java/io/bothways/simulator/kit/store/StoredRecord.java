package io.bothways.simulator.kit.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as the app holds it. A blank field is absent from {@link #fields()}. Only the store changes it. */
public final class StoredRecord {
    private final ObjectType type;
    private final String id;
    private final long createdAt;
    final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> view = Collections.unmodifiableMap(values);
    private long modifiedAt;
    private Editor modifiedBy;
    private boolean deleted;
    private @Nullable String combinedInto;

    StoredRecord(ObjectType type, String id, long createdAt, long modifiedAt, Editor modifiedBy) {
        this.type = type;
        this.id = id;
        this.createdAt = createdAt;
        this.modifiedAt = modifiedAt;
        this.modifiedBy = modifiedBy;
    }

    public ObjectType type() {
        return type;
    }

    public String id() {
        return id;
    }

    /** Milliseconds of the epoch, at the app's resolution. */
    public long createdAt() {
        return createdAt;
    }

    /** Milliseconds of the epoch, at the app's resolution; for a deleted record the time of its deletion. */
    public long modifiedAt() {
        return modifiedAt;
    }

    public Editor modifiedBy() {
        return modifiedBy;
    }

    public boolean deleted() {
        return deleted;
    }

    /** The id of the record that this one was combined into by the app, or {@code null}. */
    public @Nullable String combinedInto() {
        return combinedInto;
    }

    /** A live view, without blank fields. */
    public Map<String, Object> fields() {
        return view;
    }

    /** The value of a field, or {@code null} where it is blank. */
    public @Nullable Object field(String name) {
        return values.get(name);
    }

    /** The value of a field as text, or {@code null} where it is blank. */
    public @Nullable String text(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    void stamp(long at, Editor editor) {
        modifiedAt = at;
        modifiedBy = editor;
    }

    /** How to make the record again what it is now. */
    Runnable memory() {
        Map<String, Object> values = new LinkedHashMap<>(this.values);
        long at = modifiedAt;
        Editor by = modifiedBy;
        boolean gone = deleted;
        String survivor = combinedInto;
        return () -> {
            this.values.clear();
            this.values.putAll(values);
            modifiedAt = at;
            modifiedBy = by;
            deleted = gone;
            combinedInto = survivor;
        };
    }

    void markDeleted(@Nullable String survivor) {
        deleted = true;
        combinedInto = survivor;
    }

    void markRestored() {
        deleted = false;
    }

    /** Values are personal data: only type and id are told. */
    @Override
    public String toString() {
        return type.name() + "/" + id;
    }
}
