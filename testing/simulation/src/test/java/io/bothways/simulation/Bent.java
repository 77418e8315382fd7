package io.bothways.simulation;

import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Counterpart;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Reach;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** A session that does what the real one does, save what a broken variant does otherwise. */
class Bent implements Session {
    private final Session real;

    Bent(Session real) {
        this.real = real;
    }

    @Override
    public Echoed takeEchoes(List<Echo> readings) {
        return real.takeEchoes(readings);
    }

    @Override
    public void lock(Reach reach, Syncs syncs) {
        real.lock(reach, syncs);
    }

    @Override
    public Map<RecordKey, MirrorRecord> records(Collection<RecordKey> keys) {
        return real.records(keys);
    }

    @Override
    public void linksOf(Collection<RecordKey> records, Syncs syncs, Links links, boolean whole) {
        real.linksOf(records, syncs, links, whole);
    }

    @Override
    public void links(Collection<LinkKey> keys, Syncs syncs, Links links, boolean whole) {
        real.links(keys, syncs, links, whole);
    }

    @Override
    public List<Counterpart> counterparts(Collection<Edge> pointers) {
        return real.counterparts(pointers);
    }

    @Override
    public void holders(Collection<KeyValue> values, int most, BiConsumer<KeyValue, String> holder) {
        real.holders(values, most, holder);
    }

    @Override
    public Set<SyncSide> creatingKeyless(Collection<SyncSide> sides) {
        return real.creatingKeyless(sides);
    }

    @Override
    public Set<SyncSide> orphanedCreates(Collection<SyncSide> sides) {
        return real.orphanedCreates(sides);
    }

    @Override
    public Set<SyncSide> unresolvedCreates(Collection<SyncSide> sides) {
        return real.unresolvedCreates(sides);
    }

    @Override
    public void answered(List<WriteResult> results) {
        real.answered(results);
    }

    @Override
    public Untold write(Workspace workspace) {
        return real.write(workspace);
    }

    @Override
    public List<Edge> waitingFor(Set<Link> linked) {
        return real.waitingFor(linked);
    }

    @Override
    public List<Edge> over(Set<Edge> edges) {
        return real.over(edges);
    }

    @Override
    public List<LinkKey> awaitingCreates(Set<LinkKey> syncs) {
        return real.awaitingCreates(syncs);
    }
}
