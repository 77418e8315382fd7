package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.link.Links;
import io.bothways.merge.mirror.MirrorStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an attempt decides on: the records that it reaches, their links, and the links that it names. */
public final class Reader {
    private final MirrorStore mirror;
    private final LinkStore links;
    private final Clock clock;

    public Reader(MirrorStore mirror, LinkStore links, Clock clock) {
        this.mirror = mirror;
        this.links = links;
        this.clock = clock;
    }

    /** Everything that a decision needs; read under the locks. */
    public Workspace read(Connection connection, Batch batch, Reach reach, Syncs syncs) throws SQLException {
        Links found = links(connection, batch, reach, syncs, true);
        return new Workspace(batch, syncs, reach, clock.instant(), mirror.read(connection, reach.records()), found);
    }

    /** Enough to guess what the decision will reach; what is guessed wrong costs another attempt. */
    public Workspace glance(Connection connection, Batch batch, Reach reach, Syncs syncs) throws SQLException {
        Links found = links(connection, batch, reach, syncs, false);
        Set<RecordKey> parts = new TreeSet<>(batch.records());
        for (ChangeEvent change : batch.changes()) {
            if (change instanceof ChangeEvent.RecordChanged changed && !changed.snapshot().whole()) {
                parts.add(new RecordKey(changed.head().tenant(), changed.snapshot().ref()));
            }
        }
        return new Workspace(batch, syncs, reach, clock.instant(), mirror.read(connection, parts), found);
    }

    private Links links(Connection connection, Batch batch, Reach reach, Syncs syncs, boolean whole)
            throws SQLException {
        Links found = new Links();
        links.readOf(connection, reach.records(), syncs, found, whole);
        Set<LinkKey> named = new TreeSet<>(batch.links());
        for (WriteResult result : batch.results()) {
            named.add(LinkKey.of(result.command()));
        }
        links.read(connection, named, syncs, found, whole);
        return found;
    }
}
