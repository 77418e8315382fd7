package io.bothways.merge.mirror;

import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Snapshot;
import io.bothways.core.merge.FieldEdit;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.RecordKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    private @Nullable String digest;
    private Evidence whole;
    private Parts parts;
    private boolean deleted;
    private String aliasOf;
    private Instant observedAt;
    private boolean backfill;
    private Map<String, FieldEdit> edits;
    private boolean dirty;
    private final Map<String, FieldValue> fieldsBefore;
    private final boolean deletedBefore;
    private final String aliasBefore;
    private @Nullable Map<String, String> keys;

    MirrorRecord(
            RecordKey key,
            boolean stored,
            Map<String, FieldValue> fields,
            @Nullable String digest,
            Evidence whole,
            Parts parts,
            boolean deleted,
            String aliasOf,
            Instant observedAt,
            boolean backfill,
            Map<String, FieldEdit> edits) {
        this.key = key;
        this.stored = stored;
        this.known = stored;
        this.fields = fields;
        this.digest = digest;
        this.whole = whole;
        this.parts = parts;
        this.deleted = deleted;
        this.aliasOf = aliasOf;
        this.observedAt = observedAt;
        this.backfill = backfill;
        this.edits = edits;
        this.fieldsBefore = fields;
        this.deletedBefore = deleted;
        this.aliasBefore = aliasOf;
    }

    /** A record that nothing is known of. */
    public static MirrorRecord unknown(RecordKey key) {
        return new MirrorRecord(key, false, Map.of(), "", NONE, Parts.NONE, false, "", Instant.EPOCH, false, Map.of());
    }

    /**
     * Takes a reading in, if it is newer.
     *
     * @param root names the edit that a changed field goes back to, unless it is one of {@code ours}; may be empty
     * @param ours the edits that we carried here, where the reading is the answer to our own write
     */
    public Reading read(
            Snapshot snapshot, Instant at, boolean fromListing, String root, Map<String, FieldEdit> ours) {
        Map<String, FieldValue> values = read(snapshot.fields());
        // Also of one that was deleted and is back: what it holds otherwise since goes back to no earlier edit.
        Map<String, FieldValue> before = known ? fields : Map.of();
        long stamp = Math.max(whole.version(), parts.latest().version());
        Reading reading = snapshot.whole() || !known
                ? readWhole(values, snapshot.evidence(), snapshot.whole(), at, fromListing)
                : readPart(values, snapshot.evidence(), at, fromListing);
        if (before != fields && !(before.isEmpty() && ours.isEmpty() && root.isEmpty())) {
            // A stamp that we knew already (our own write's, as a rule) does not tell when this edit was made.
            long editedAt = snapshot.evidence().version() > stamp ? snapshot.evidence().version() : 0;
            trace(before, new FieldEdit(root, editedAt, snapshot.evidence().tick()), ours);
        }
        return reading;
    }

    /** Notes where the values come from that a reading has changed; what was blank at first, nobody has edited. */
    private void trace(Map<String, FieldValue> before, FieldEdit edit, Map<String, FieldEdit> ours) {
        Map<String, FieldEdit> next = new HashMap<>(edits);
        fields.forEach((field, value) -> {
            if (ours.containsKey(field)) {
                next.put(field, ours.get(field));
            } else if (!value.equals(before.get(field)) && !(before.isEmpty() && edit.root().isEmpty())
                    && !(value instanceof FieldValue.Cleared && before.get(field) == null)) {
                next.put(field, edit.replacing(edits.getOrDefault(field, FieldEdit.UNKNOWN)));
            }
        });
        edits = next;
    }

    /** Where the values come from that were changed since the record was first read, by field. */
    public Map<String, FieldEdit> edits() {
        return edits;
    }

    /** The last edit of the record as a whole, as its app tells it. */
    public FieldEdit edited() {
        Evidence latest = parts.latest().version() > whole.version() ? parts.latest() : whole;
        return new FieldEdit("", Math.max(0, latest.version()), latest.tick());
    }

    private static Map<String, FieldValue> read(Map<String, FieldValue> fields) {
        if (fields.values().stream().noneMatch(FieldValue.Unread.class::isInstance)) {
            return fields;
        }
        Map<String, FieldValue> read = new TreeMap<>(fields);
        read.values().removeIf(FieldValue.Unread.class::isInstance);
        return read;
    }

    private Reading readWhole(
            Map<String, FieldValue> values, Evidence evidence, boolean complete, Instant at, boolean fromListing) {
        boolean tombstone = deleted;
        Evidence.Order order = known ? evidence.against(tombstone ? latest() : whole) : Evidence.Order.NEWER;
        if (order == Evidence.Order.OLDER) {
            return Reading.OLDER;
        }
        boolean doubtful = false;
        Parts kept = tombstone ? Parts.NONE : parts.notBefore(evidence);
        Map<String, FieldValue> next = values;
        if (!kept.isEmpty()) {
            next = new TreeMap<>(values);
            for (Map.Entry<String, Evidence> part : kept.fields().entrySet()) {
                FieldValue told = fields.getOrDefault(part.getKey(), FieldValue.UNREAD);
                doubtful |= evidence.against(part.getValue()) == Evidence.Order.UNDECIDED
                        && !told.equals(values.getOrDefault(part.getKey(), FieldValue.UNREAD));
                next.put(part.getKey(), told);
            }
        }
        boolean differs = tombstone || !known || !next.equals(fields);
        if (order == Evidence.Order.UNDECIDED) {
            return differs || doubtful ? Reading.UNDECIDED : Reading.SAME;
        }
        if (!complete) {
            // The first that is known of the record is a part of it.
            parts = Parts.NONE.with(values.keySet(), evidence);
        } else {
            whole = evidence;
            parts = kept;
        }
        take(next, differs, at, fromListing);
        return doubtful ? Reading.UNDECIDED : differs ? Reading.CHANGED : Reading.SAME;
    }

    /** Takes in how new a reading of just this content is; false where the content is another or it is not the newest. */
    public boolean repeat(String read, Evidence evidence) {
        boolean newest = evidence.against(whole) == Evidence.Order.NEWER
                && parts.notBefore(evidence).isEmpty();
        if (!alive() || !newest || !digest().equals(read)) {
            return false;
        }
        whole = evidence;
        parts = Parts.NONE;
        dirty = true;
        return true;
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
        parts = parts.with(values.keySet(), evidence);
        take(next, differs, at, fromListing);
        return differs ? Reading.CHANGED : Reading.SAME;
    }

    /**
     * Takes in what an app told of a write. The fields that were written are taken in also where nothing tells whether
     * another reading is newer: their base moves to the told values, and a mirror that stayed behind would look like an
     * edit that takes the write back. Whether there was one, another reading has to tell.
     */
    public Reading readAnswer(
            Snapshot told, Set<String> written, Instant at, String root, Map<String, FieldEdit> ours) {
        Reading reading = read(told, at, false, root, ours);
        if (reading == Reading.SAME || reading == Reading.OLDER) {
            bring(told, ours);
        }
        if (reading == Reading.UNDECIDED && !deleted) {
            Map<String, FieldValue> before = fields;
            Map<String, FieldValue> next = new TreeMap<>(fields);
            told.fields().forEach((field, value) -> {
                if (written.contains(field) && !(value instanceof FieldValue.Unread)) {
                    next.put(field, value);
                }
            });
            Set<String> taken = new TreeSet<>(written);
            taken.retainAll(next.keySet());
            parts = parts.with(taken, told.evidence());
            take(next, !next.equals(fields), at, false);
            trace(before, new FieldEdit(root, 0, told.evidence().tick()), ours);
        }
        return reading;
    }

    /**
     * What an app holds already is ours from now on, where it told just that of our write: the edit came here, too. What
     * it holds instead has replaced ours, though we have never seen ours there: it is an edit, and a later one.
     */
    private void bring(Snapshot told, Map<String, FieldEdit> ours) {
        Map<String, FieldEdit> next = new HashMap<>(edits);
        FieldEdit latest = edited();
        ours.forEach((field, edit) -> {
            FieldEdit known = edits.getOrDefault(field, FieldEdit.UNKNOWN);
            if (told.field(field).equals(fields.get(field))) {
                next.put(field, edit);
            } else if (!edit.root().isEmpty() && known.root().compareTo(edit.root()) < 0
                    && !(told.field(field) instanceof FieldValue.Unread)) {
                next.put(field, new FieldEdit(edit.root() + "+", latest.at(), latest.tick()).replacing(edit));
            }
        });
        dirty |= !next.equals(edits);
        edits = next;
    }

    private void take(Map<String, FieldValue> next, boolean differs, Instant at, boolean fromListing) {
        dirty = true;
        known = true;
        if (differs) {
            fields = next;
            keys = null;
            digest = null;
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
        parts = Parts.NONE;
        observedAt = at;
    }

    private Evidence latest() {
        return parts.isEmpty() || whole.against(parts.latest()) == Evidence.Order.NEWER ? whole : parts.latest();
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

    /** The key value that the record had before this batch and has no more; also of one that has gone. */
    public Optional<String> keyGivenUp(KeyField keyField, String region) {
        FieldValue before = fieldsBefore.get(keyField.field());
        if (!stored || deletedBefore || before == null || !deleted && before.equals(fields.get(keyField.field()))) {
            return Optional.empty();
        }
        Optional<String> now = deleted ? Optional.empty() : keyField.value(fields, region);
        return keyField.value(fieldsBefore, region).filter(key -> !now.equals(Optional.of(key)));
    }

    /** Whether this batch has made the content, known before, such that the test is passed. */
    public boolean comesTo(Predicate<Map<String, FieldValue>> test) {
        return stored && !deleted && fields != fieldsBefore && test.test(fields) && !test.test(fieldsBefore);
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

    /** Names what is held; made when it is asked for, because a look at a batch never asks. */
    public String digest() {
        String named = digest;
        if (named == null) {
            named = Digest.of(fields);
            digest = named;
        }
        return named;
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
                key, true, fields, digest, whole, parts, deleted, aliasOf, observedAt, backfill,
                edits);
    }

    public boolean stored() {
        return stored;
    }

    public boolean dirty() {
        return dirty;
    }

    /** Whether values have changed and not only how new they are known to be. */
    boolean contentChanged() {
        return !stored || fields != fieldsBefore || deleted != deletedBefore || !aliasOf.equals(aliasBefore);
    }

    Evidence whole() {
        return whole;
    }

    Parts parts() {
        return parts;
    }
}
