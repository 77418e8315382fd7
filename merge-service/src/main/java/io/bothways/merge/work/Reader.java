package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an attempt decides on: the records that it reaches, their links, and the links that it names. */
public final class Reader {
    /** More records than these that share a key are not looked at; one that is missed is read without need. */
    private static final int MOST_HOLDERS = 4;

    private final Clock clock;
    private final String region;

    /** {@code region}: the country of national phone numbers, for match keys. */
    public Reader(Clock clock, String region) {
        this.clock = clock;
        this.region = region;
    }

    /** Everything that a decision needs; read under the locks. */
    public Workspace read(Session session, Batch batch, Reach reach, Syncs syncs) {
        Links found = new Links();
        session.links(named(batch, reach.pairs()), syncs, found, true);
        // A live pair is the only link that counts of its two records; of all others every link is wanted.
        session.linksOf(unpaired(reach, syncs, found), syncs, found, true);
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(reach.records()), found);
    }

    /** The pairs of the records that a batch names; results name their links themselves. */
    public Links links(Session session, Batch batch, Syncs syncs) {
        Links found = new Links();
        session.linksOf(Reach.ofRecords(batch).records(), syncs, found, false);
        return found;
    }

    /** Enough to guess what the decision will reach; what is guessed wrong costs another attempt. */
    public Workspace glance(Session session, Lanes.Part part, Reach reach, Syncs syncs) {
        Batch batch = part.batch();
        Links found = new Links();
        part.pairs().all().forEach(found::add);
        session.links(named(batch, Set.of()), syncs, found, false);
        session.linksOf(unpaired(reach, syncs, found), syncs, found, false);
        reach.expect(found);
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(guessedBy(session, batch, syncs)),
                found);
    }

    /**
     * Records whose stored content tells what is reached: a part of a record needs the rest of it, and a match key that
     * is given up reaches those who hold it too. Whoever is indexed under the keys that were told has given up none.
     */
    private Set<RecordKey> guessedBy(Session session, Batch batch, Syncs syncs) {
        Set<RecordKey> read = new TreeSet<>(batch.records());
        Map<KeyValue, Set<RecordKey>> told = new HashMap<>();
        for (ChangeEvent change : batch.changes()) {
            switch (change) {
                case ChangeEvent.RecordChanged changed -> {
                    RecordKey key = new RecordKey(changed.head().tenant(), changed.snapshot().ref());
                    if (!changed.snapshot().whole()) {
                        read.add(key);
                    }
                    addKeys(key, changed.snapshot(), syncs, told, read);
                }
                case ChangeEvent.RecordDeleted deleted ->
                    read.add(new RecordKey(deleted.head().tenant(), deleted.ref()));
                case ChangeEvent.RecordsCombined combined ->
                    read.add(new RecordKey(combined.head().tenant(), combined.loser()));
                case ChangeEvent.ListingFinished finished -> {}
            }
        }
        for (WriteResult result : batch.results()) {
            told(result).ifPresent(snapshot -> addKeys(
                    new RecordKey(result.command().message().tenant(), snapshot.ref()), snapshot, syncs, told, read));
        }
        session.holders(told.keySet(), MOST_HOLDERS, (value, id) ->
                told.computeIfPresent(value, (any, keys) -> {
                    keys.removeIf(key -> key.id().equals(id));
                    return keys;
                }));
        told.values().forEach(read::addAll);
        return read;
    }

    private void addKeys(RecordKey key, Snapshot snapshot, Syncs syncs, Map<KeyValue, Set<RecordKey>> told,
            Set<RecordKey> read) {
        for (KeyField field : syncs.keyFields(key)) {
            if (!(snapshot.field(field.field()) instanceof FieldValue.Unread)) {
                field.value(snapshot.fields(), region).ifPresentOrElse(
                        value -> told.computeIfAbsent(KeyValue.of(key, field.index(), value), any -> new TreeSet<>())
                                .add(key),
                        () -> read.add(key));
            }
        }
    }

    /** What an app told with a result. */
    static Optional<Snapshot> told(WriteResult result) {
        return switch (result.outcome()) {
            case Outcome.Applied applied -> applied.told();
            case Outcome.Stale stale -> stale.now();
            default -> Optional.empty();
        };
    }

    private static Set<LinkKey> named(Batch batch, Set<LinkKey> expected) {
        Set<LinkKey> named = new TreeSet<>(batch.links());
        for (WriteResult result : batch.results()) {
            named.add(LinkKey.of(result.command()));
        }
        named.addAll(expected);
        return named;
    }

    private static List<RecordKey> unpaired(Reach reach, Syncs syncs, Links found) {
        return reach.records().stream()
                .filter(record -> !syncs.placesOf(record).stream().allMatch(place ->
                        found.live(place.sync(), place.side(), record.id()).filter(Link::full).isPresent()))
                .toList();
    }
}
