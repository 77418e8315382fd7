package io.bothways.simulator.intercom.records;

import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Merges one contact into another: the source leaves list and search at once, its id leads to the target. */
public final class Merges {
    private static final int MAX_HOPS = 3;
    private final RecordStore store;
    private final Attachments attachments;
    private final Listener listener;

    /** Is told of each merge once it is made. */
    @FunctionalInterface
    public interface Listener {
        void merged(StoredRecord from, StoredRecord into);
    }

    public Merges(RecordStore store, Attachments attachments, Listener listener) {
        this.store = store;
        this.attachments = attachments;
        this.listener = listener;
    }

    /** The target keeps what it has and takes over what it lacks. */
    public void merge(StoredRecord from, StoredRecord into) {
        Map<String, @Nullable Object> lacking = new LinkedHashMap<>();
        from.fields().forEach((name, value) -> {
            if (into.field(name) == null) {
                lacking.put(name, value);
            }
        });
        store.combine(from, into, Editor.API);
        attachments.moveTo(into, from);
        if (!store.write(into, lacking, Editor.API)) {
            store.touch(into, Editor.API);
        }
        listener.merged(from, into);
    }

    /** Whether the two share an e-mail or a phone number, which makes them duplicates. */
    public static boolean duplicates(StoredRecord one, StoredRecord other) {
        return same(one, other, IntercomSchema.EMAIL) || same(one, other, IntercomSchema.PHONE);
    }

    /** The live contact that an id of a merged one leads to within three merges, or {@code null}. */
    public @Nullable StoredRecord survivorOf(StoredRecord merged) {
        StoredRecord at = merged;
        for (int hop = 0; hop < MAX_HOPS && at != null && at.combinedInto() != null; hop++) {
            at = store.get(IntercomSchema.CONTACT, Objects.requireNonNull(at.combinedInto()));
        }
        return at == null || at.deleted() ? null : at;
    }

    private static boolean same(StoredRecord one, StoredRecord other, String field) {
        return one.field(field) != null && Objects.equals(one.field(field), other.field(field));
    }
}
