package io.bothways.merge.work;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity.PutBack;
import io.bothways.contracts.event.Request;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Claim;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import io.bothways.merge.mirror.MirrorRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One attempt to merge a batch. A record that is asked for beyond the locks is noted, and the attempt is repeated. */
public final class Workspace {
    private final Batch batch;
    private final Syncs syncs;
    private final Reach reach;
    private final Instant now;
    private final Map<RecordKey, MirrorRecord> records;
    private final Links links;
    private final Set<RecordKey> recordsBeyond = new HashSet<>();
    private final Set<Claim> claimsBeyond = new HashSet<>();
    private final Set<RecordKey> touched = new LinkedHashSet<>();
    private final Set<RecordKey> told = new LinkedHashSet<>();
    private final Set<RecordKey> rereads = new LinkedHashSet<>();
    private final Map<RecordKey, MessageHead> heads = new HashMap<>();
    private final List<Departure> departures = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final List<LostValue> lostValues = new ArrayList<>();
    private final List<StoppedField> stoppedFields = new ArrayList<>();
    private final Map<Order.Field, PutBack> putBacks = new LinkedHashMap<>();
    private final Set<RecordKey> confirmed = new HashSet<>();
    private final Set<LinkKey> createsSettled = new LinkedHashSet<>();
    private final Set<Link> newlyLinked = new LinkedHashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    public Workspace(Batch batch, Syncs syncs, Reach reach, Instant now, Map<RecordKey, MirrorRecord> records,
            Links links) {
        this.batch = batch;
        this.syncs = syncs;
        this.reach = reach;
        this.now = now;
        this.records = records;
        this.links = links;
    }

    /** A record as the mirror holds it, also one that nothing is known of. */
    public MirrorRecord record(RecordKey key) {
        if (!reach.records().contains(key)) {
            recordsBeyond.add(key);
        }
        return records.computeIfAbsent(key, MirrorRecord::unknown);
    }

    /** Notes that a match or create with this key value is decided here. */
    public void claim(Claim claim) {
        if (!reach.claims().contains(claim)) {
            claimsBeyond.add(claim);
        }
    }

    Set<RecordKey> recordsBeyond() {
        return recordsBeyond;
    }

    Set<Claim> claimsBeyond() {
        return claimsBeyond;
    }

    /** Touches what the batch names by itself: records, and both ends of links. */
    public void touchNamed() {
        batch.records().forEach(this::touch);
        for (Link link : links.all()) {
            for (Side side : Side.values()) {
                link.record(side).ifPresent(this::record);
            }
        }
        batch.links().forEach(key -> links.get(key).ifPresent(link -> {
            for (Side side : Side.values()) {
                link.record(side).ifPresent(this::touch);
            }
        }));
    }

    /** The record was read or changed: all its links are merged. */
    public void touch(RecordKey key) {
        touched.add(key);
    }

    /**
     * Touched records in each place whose gate is open: those first that were combined into others, so that their links
     * have moved before the others are matched; then those that others point to.
     */
    public List<Map.Entry<Place, RecordKey>> subjects() {
        List<Map.Entry<Place, RecordKey>> combined = new ArrayList<>();
        List<Map.Entry<Place, RecordKey>> plain = new ArrayList<>();
        List<Map.Entry<Place, RecordKey>> pointing = new ArrayList<>();
        for (RecordKey key : touched) {
            boolean gone = records.containsKey(key) && !records.get(key).aliasOf().isEmpty();
            for (Place place : syncs.placesOf(key)) {
                if (place.sync().open()) {
                    (gone ? combined : Syncs.pointsToOthers(place.sync()) ? pointing : plain)
                            .add(Map.entry(place, key));
                }
            }
        }
        combined.addAll(plain);
        combined.addAll(pointing);
        return combined;
    }

    /** The mirror's content is told to the poller. */
    public void tell(RecordKey key) {
        told.add(key);
    }

    /** The record shall be read again. */
    public void reread(RecordKey key) {
        rereads.add(key);
    }

    /** The message that a record's content came with, in this batch. */
    public void came(RecordKey key, MessageHead head) {
        heads.put(key, head);
    }

    public Optional<MessageHead> head(RecordKey key) {
        return Optional.ofNullable(heads.get(key));
    }

    public void depart(Departure departure) {
        departures.add(departure);
    }

    public void wait(Edge edge) {
        edges.add(edge);
    }

    /** The app was asked by id, and this is what it says of the record: what it holds, or that it is gone for good. */
    public void confirm(RecordKey key) {
        confirmed.add(key);
    }

    public boolean isConfirmed(RecordKey key) {
        return confirmed.contains(key);
    }

    /** The field of the link is left alone from now on. */
    public void stop(StoppedField field) {
        stoppedFields.add(field);
    }

    public List<StoppedField> stoppedFields() {
        return stoppedFields;
    }

    /** What is to be done with the link. */
    public List<Order> orders(LinkKey link) {
        return batch.orders().isEmpty()
                ? List.of()
                : batch.orders().stream().filter(order -> order.link().equals(link)).toList();
    }

    /** What became of a wish for a losing value. */
    public void answer(Order.Field order, PutBack answer) {
        putBacks.put(order, answer);
    }

    /** An answer to each wish for a losing value; a pair that is not merged now is asked for again. */
    public Map<Order.Field, PutBack> putBacks() {
        for (Order order : batch.orders()) {
            if (order instanceof Order.Field field && field.choice() == Request.Choice.PUT_BACK) {
                putBacks.putIfAbsent(field, PutBack.NOT_NOW);
            }
        }
        return putBacks;
    }

    public void lose(LostValue value) {
        lostValues.add(value);
    }

    /** A create of a record like this one is answered, so records that waited for it may be matched. */
    public void createSettled(RecordKey any) {
        syncs.placesOf(any).forEach(place -> createsSettled.add(place.sync().link("")));
    }

    /** Both records of the link are known now: whoever waited for either goes on. */
    public void linked(Link link) {
        newlyLinked.add(link);
    }

    /** Puts a record into a link, and notes when the link has become a pair. */
    public void join(Link link, Side side, String id) {
        links.join(link, side, id);
        if (link.full()) {
            linked(link);
        }
    }

    /** The fields of a record that commands under way write, whichever of its links they serve. */
    public Set<String> fieldsUnderWay(RecordKey key) {
        Set<String> fields = new HashSet<>();
        for (Place place : syncs.placesOf(key)) {
            links.live(place.sync(), place.side(), key.id())
                    .flatMap(link -> link.flight(place.side()))
                    .ifPresent(flight -> fields.addAll(flight.fields()));
        }
        return fields;
    }

    public void count(String decision) {
        counts.merge(decision, 1, Integer::sum);
    }

    public Batch batch() {
        return batch;
    }

    public Syncs syncs() {
        return syncs;
    }

    public Instant now() {
        return now;
    }

    public Links links() {
        return links;
    }

    public Collection<MirrorRecord> records() {
        return records.values();
    }

    public Set<RecordKey> told() {
        return told;
    }

    public Set<RecordKey> rereads() {
        return rereads;
    }

    public List<Departure> departures() {
        return departures;
    }

    public Set<Edge> edges() {
        return edges;
    }

    /** Edges that waited before the batch and do no longer. */
    public List<Edge> edgesOver() {
        return batch.wakes().stream().filter(edge -> !edges.contains(edge)).toList();
    }

    public List<LostValue> lostValues() {
        return lostValues;
    }

    public Set<LinkKey> createsSettled() {
        return createsSettled;
    }

    public Set<Link> newlyLinked() {
        return newlyLinked;
    }

    public Map<String, Integer> counts() {
        return counts;
    }
}
