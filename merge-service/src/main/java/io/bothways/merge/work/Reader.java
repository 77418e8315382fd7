package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Links;
import java.time.Clock;
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
        Links found = links(session, batch, reach, syncs, true);
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(reach.records()), found);
    }

    /** Enough to guess what the decision will reach; what is guessed wrong costs another attempt. */
    public Workspace glance(Session session, Batch batch, Reach reach, Syncs syncs) {
        Links found = links(session, batch, reach, syncs, false);
        Set<RecordKey> parts = new TreeSet<>(batch.records());
        for (ChangeEvent change : batch.changes()) {
            if (change instanceof ChangeEvent.RecordChanged changed && !changed.snapshot().whole()) {
                parts.add(new RecordKey(changed.head().tenant(), changed.snapshot().ref()));
            }
        }
        return new Workspace(batch, syncs, reach, clock.instant(), session.records(parts), found);
    }

    private static Links links(Session session, Batch batch, Reach reach, Syncs syncs, boolean whole) {
        Links found = new Links();
        session.linksOf(reach.records(), syncs, found, whole);
        Set<LinkKey> named = new TreeSet<>(batch.links());
        for (WriteResult result : batch.results()) {
            named.add(LinkKey.of(result.command()));
        }
        session.links(named, syncs, found, whole);
        return found;
    }
}
