package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an attempt decides on: the records that it reaches, their links, and the links that it names. */
public final class Reader {
    private final Clock clock;

    public Reader(Clock clock) {
        this.clock = clock;
    }

    /** Everything that a decision needs; read under the locks. */
    public Workspace read(Session session, Batch batch, Reach reach, Syncs syncs) {
        Links found = new Links();
        session.links(named(batch, reach.pairs()), syncs, found, true);
        // A live pair is the only link that counts of its two records; of all others every link is wanted.
        session.linksOf(unpaired(reach, syncs, found), syncs, found, true);
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(reach.records()), found);
    }

    /** The links of the records that a batch names. */
    public Links links(Session session, Batch batch, Syncs syncs) {
        Links found = new Links();
        session.linksOf(Reach.of(batch).records(), syncs, found, false);
        return found;
    }

    /** Enough to guess what the decision will reach; what is guessed wrong costs another attempt. */
    public Workspace glance(Session session, Lanes.Part part, Reach reach, Syncs syncs) {
        Batch batch = part.batch();
        Links found = new Links();
        part.pairs().all().forEach(found::add);
        session.linksOf(unpaired(reach, syncs, found), syncs, found, false);
        session.links(named(batch, Set.of()), syncs, found, false);
        reach.expect(found);
        Set<RecordKey> parts = new TreeSet<>(batch.records());
        for (ChangeEvent change : batch.changes()) {
            if (change instanceof ChangeEvent.RecordChanged changed && !changed.snapshot().whole()) {
                parts.add(new RecordKey(changed.head().tenant(), changed.snapshot().ref()));
            }
        }
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(parts), found);
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
