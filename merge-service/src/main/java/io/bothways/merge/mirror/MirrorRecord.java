package io.bothways.merge.mirror;

import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Snapshot;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.RecordKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One record as the mirror holds it, and what a batch makes of it.
 *
 * <p>A partial reading (the fields of a write's answer) replaces only its own fields; the others keep the evidence of
 * the last whole reading, so that a whole reading that was taken in between still brings them up to date.
 */
public final class MirrorRecord {
    static final Evidence NONE = new Evidence(0, 0, 0, false);

    private final RecordKey key;
    private final boolean stored;
    private boolean known;
    private Map<String, FieldValue> fields;
    private String digest;
    private Evidence whole;
    private Evidence part;
    private Set<String> partFields;
    private boolean deleted;
    private String aliasOf;
    private Instant observedAt;
    private boolean backfill;
    private boolean dirty;
    private final Map<String, FieldValue> fieldsBefore;
    private final boolean deletedBefore;
    private @Nullable Map<String, String> keys;

    MirrorRecord(
            RecordKey key,
            boolean stored,
            Map<String, FieldValue> fields,
            String digest,
            Evidence whole,
            Evidence part,
            Set<String> partFields,
            boolean deleted,
            String aliasOf,
            Instant observedAt,
            boolean backfill) {
        this.key = key;
        this.stored = stored;
        this.known = stored;
        this.fields = fields;
        this.digest = digest;
        this.whole = whole;
        this.part = part;
        this.partFields = partFields;
        this.deleted = deleted;
        this.aliasOf = aliasOf;
        this.observedAt = observedAt;
        this.backfill = backfill;
        this.fieldsBefore = fields;
        this.deletedBefore = deleted;
    }

    /** A record that nothing is known of. */
    public static MirrorRecord unknown(RecordKey key) {
        return new MirrorRecord(key, false, Map.of(), "", NONE, NONE, Set.of(), false, "", Instant.EPOCH, false);
    }

    /** Takes a reading in, if it is newer. */
    public Reading read(Snapshot snapshot, Instant at, boolean fromListing) {
        Map<String, FieldValue> values = new TreeMap<>(snapshot.fields());
        values.values().removeIf(FieldValue.Unread.class::isInstance);
        return snapshot.whole() || !known
                ? readWhole(values, snapshot.evidence(), snapshot.whole(), at, fromListing)
                : readPart(values, snapshot.evidence(), at, fromListing);
    }

    private Reading readWhole(
            Map<String, FieldValue> values, Evidence evidence, boolean complete, Instant at, boolean fromListing) {
        boolean tombstone = deleted;
        Evidence.Order order = known ? evidence.against(tombstone ? latest() : whole) : Evidence.Order.NEWER;
        if (order == Evidence.Order.OLDER) {
            return Reading.OLDER;
        }
        boolean keepsPart = false;
        boolean doubtful = false;
        Map<String, FieldValue> next = new TreeMap<>(values);
        if (!partFields.isEmpty() && !tombstone && evidence.against(part) != Evidence.Order.NEWER) {
            keepsPart = true;
            boolean older = evidence.against(part) == Evidence.Order.OLDER;
            for (String field : partFields) {
                FieldValue kept = fields.getOrDefault(field, FieldValue.UNREAD);
                doubtful |= !older && !kept.equals(values.getOrDefault(field, FieldValue.UNREAD));
                next.put(field, kept);
            }
        }
        boolean differs = tombstone || !known || !next.equals(fields);
        if (order == Evidence.Order.UNDECIDED) {
            return differs || doubtful ? Reading.UNDECIDED : Reading.SAME;
        }
        if (!complete) {
            // The first that is known of the record is a part of it.
            part = evidence;
            partFields = new TreeSet<>(values.keySet());
        } else {
            whole = evidence;
            if (!keepsPart) {
                part = NONE;
                partFields = Set.of();
            }
        }
        take(next, differs, at, fromListing);
        return doubtful ? Reading.UNDECIDED : differs ? Reading.CHANGED : Reading.SAME;
    }

    private Reading readPart(Map<String, FieldValue> values, Evidence evidence, Instant at, boolean fromListing) {
        Evidence.Order order = evidence.against(latest());
        if (order == Evidence.Order.OLDER) {
            return Reading.OLDER;
        }
        Map<String, FieldValue> next = new TreeMap<>(fields);
        next.putAll(values);
        boolean differs = deleted || !next.equals(fields);
        if (order == Evidence.Order.UNDECIDED) {
            return differs ? Reading.UNDECIDED : Reading.SAME;
        }
        Set<String> replaced = new TreeSet<>(partFields);
        replaced.addAll(values.keySet());
        part = evidence;
        partFields = replaced;
        take(next, differs, at, fromListing);
        return differs ? Reading.CHANGED : Reading.SAME;
    }

    private void take(Map<String, FieldValue> next, boolean differs, Instant at, boolean fromListing) {
        dirty = true;
        known = true;
        if (differs) {
            fields = next;
            keys = null;
            digest = Digest.of(next);
            deleted = false;
            aliasOf = "";
            observedAt = at;
            backfill = fromListing;
        }
    }

    /** The app says that the record is gone. */
    public Reading delete(Evidence evidence, Instant at) {
        if (known && deleted) {
            return Reading.SAME;
        }
        Evidence.Order order = known ? evidence.against(latest()) : Evidence.Order.NEWER;
        if (order == Evidence.Order.NEWER) {
            whole = evidence;
            tombstone("", at);
            return Reading.CHANGED;
        }
        return order == Evidence.Order.OLDER ? Reading.OLDER : Reading.UNDECIDED;
    }

    /** The app told without a ticket, in answer to a write, that the record is gone; {@code survivor} may be empty. */
    public void bury(String survivor, Instant at) {
        if (!deleted || !aliasOf.equals(survivor)) {
            tombstone(survivor, at);
        }
    }

    private void tombstone(String survivor, Instant at) {
        dirty = true;
        known = true;
        deleted = true;
        keys = null;
        aliasOf = survivor;
        part = NONE;
        partFields = Set.of();
        observedAt = at;
    }

    private Evidence latest() {
        return partFields.isEmpty() ? whole : part;
    }

    /** The app's modified stamp of what is held, 0 where it tells none. */
    public long modified() {
        return Math.max(whole.version(), part.version());
    }

    /** The indexed key values of a state of the record, by index name; a deleted record is not to be found. */
    private static Map<String, String> keys(
            List<KeyField> keyFields, Map<String, FieldValue> fields, boolean gone, String region) {
        Map<String, String> keys = new HashMap<>();
        if (!gone) {
            keyFields.forEach(key -> key.value(fields, region).ifPresent(value -> keys.put(key.index(), value)));
        }
        return keys;
    }

    Map<String, String> keysBefore(List<KeyField> keyFields, String region) {
        return stored ? keys(keyFields, fieldsBefore, deletedBefore, region) : Map.of();
    }

    /** The indexed key values that the record has now; normalised once per content. */
    public Map<String, String> keys(List<KeyField> keyFields, String region) {
        Map<String, String> now = keys;
        if (now == null) {
            now = keys(keyFields, fields, deleted, region);
            keys = now;
        }
        return now;
    }

    /** Whether the record can be matched and written: read, and not gone. */
    public boolean alive() {
        return known && !deleted;
    }

    public RecordKey key() {
        return key;
    }

    public boolean known() {
        return known;
    }

    public boolean deleted() {
        return deleted;
    }

    public String aliasOf() {
        return aliasOf;
    }

    public Map<String, FieldValue> fields() {
        return fields;
    }

    public String digest() {
        return digest;
    }

    public Instant observedAt() {
        return observedAt;
    }

    public boolean backfill() {
        return backfill;
    }

    /** As the next batch reads it. */
    public MirrorRecord asStored() {
        return new MirrorRecord(
                key, true, fields, digest, whole, part, partFields, deleted, aliasOf, observedAt, backfill);
    }

    public boolean stored() {
        return stored;
    }

    public boolean dirty() {
        return dirty;
    }

    /** Whether values have changed and not only how new they are known to be. */
    boolean contentChanged() {
        return !stored || fields != fieldsBefore || deleted != deletedBefore;
    }

    Evidence whole() {
        return whole;
    }

    Evidence part() {
        return part;
    }

    Set<String> partFields() {
        return partFields;
    }
}
