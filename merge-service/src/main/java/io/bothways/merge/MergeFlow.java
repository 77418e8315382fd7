package io.bothways.merge;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Patience;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.decide.Decision;
import io.bothways.merge.decide.Grounds;
import io.bothways.merge.emit.Wakes;
import io.bothways.merge.match.Candidates;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.settle.Settlement;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.Lanes;
import io.bothways.merge.work.Reach;
import io.bothways.merge.work.Reader;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Sessions;
import io.bothways.merge.work.TakeIn;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The merge, step by step. Readings of what is known already are taken out of a batch first. It is looked through
 * without locks to guess what it reaches; then, in one transaction, that is locked in one order, read, and decided:
 * readings are taken into the mirror, results settle their links, unlinked records are matched, touched links are merged. What was decided is written with it, told after the commit.
 * An attempt that reaches beyond its locks, or finds that another batch was first, is thrown away and made again.
 */
public final class MergeFlow {
    private final Sessions sessions;
    private final Supplier<Syncs> connections;
    private final Reader reader;
    private final Grounds grounds;
    private final MergeMeters meters;
    private final Lanes lanes = new Lanes();

    public MergeFlow(Sessions sessions, Supplier<Syncs> connections, Grounds grounds, MergeMeters meters,
            Clock clock) {
        this.sessions = sessions;
        this.connections = connections;
        this.reader = new Reader(clock, grounds.region());
        this.grounds = grounds;
        this.meters = meters;
    }

    /** What a committed attempt leaves to be told. */
    private record Merged(Workspace workspace, Untold untold) {}

    /** The connections as batches see them now. */
    public Syncs syncs() {
        return connections.get();
    }

    /** Merges the batch and whatever it wakes; returns once everything is durable and told. */
    public void merge(Batch batch) {
        Syncs syncs = syncs();
        Batch news = withoutEchoes(batch, syncs);
        if (!Lanes.isLarge(news, syncs)) {
            mergeAll(Lanes.Part.whole(news));
            return;
        }
        Lanes.Cut cut = Patience.untilDone("look at a batch", () ->
                Lanes.cut(news, syncs, sessions.look(session -> reader.links(session, news, syncs))));
        lanes.each(cut.parts(), this::mergeAll);
        mergeAll(Lanes.Part.whole(cut.last()));
    }

    /** What is left of a batch without the readings that hold what is known already. */
    private Batch withoutEchoes(Batch batch, Syncs syncs) {
        List<Echo> readings = Echo.among(batch, syncs);
        if (readings.isEmpty()) {
            return batch;
        }
        Session.Echoed echoed = Patience.untilDone("take echoes in", () ->
                sessions.untilCommitted(session -> Optional.of(session.takeEchoes(readings))));
        echoed.untold().tell();
        meters.echoed(echoed.records().size());
        return echoed.records().isEmpty() ? batch : batch.without(echoed.records());
    }

    private void mergeAll(Lanes.Part part) {
        for (Lanes.Part next = part; !next.batch().isEmpty(); ) {
            Lanes.Part current = next;
            next = Lanes.Part.whole(Patience.untilDone("merge a batch", () -> mergeOne(current)));
        }
    }

    private Batch mergeOne(Lanes.Part part) {
        Timer.Sample sample = meters.start();
        Batch batch = part.batch();
        Reach reach = Reach.of(batch);
        sessions.look(session -> look(session, part, reach));
        Merged merged = sessions.untilCommitted(session -> attempt(session, batch, reach));
        merged.untold.tell();
        meters.merged(sample, merged.workspace);
        return sessions.look(session -> Wakes.after(session, merged.workspace));
    }

    /** Looks without locks, to guess what to lock; a listing that only fills the mirror needs no guess. */
    private boolean look(Session session, Lanes.Part part, Reach reach) {
        Syncs syncs = syncs();
        if (!reach.decides(part.batch(), syncs)) {
            return false;
        }
        Workspace workspace = reader.glance(session, part, reach, syncs);
        takeIn(workspace);
        new TakeIn(workspace).answers();
        find(session, workspace);
        return reach.widen(workspace);
    }

    /** One attempt under locks; empty if it reached beyond them, so that it has to be made again. */
    private Optional<Merged> attempt(Session session, Batch batch, Reach reach) {
        Syncs syncs = syncs();
        session.lock(reach, syncs);
        Workspace workspace = reader.read(session, batch, reach, syncs);
        session.answered(batch.results());
        takeIn(workspace);
        settle(workspace);
        decide(session, workspace, find(session, workspace));
        return reach.widen(workspace) ? Optional.empty() : Optional.of(new Merged(workspace, session.write(workspace)));
    }

    private static void takeIn(Workspace workspace) {
        TakeIn takeIn = new TakeIn(workspace);
        for (ChangeEvent change : workspace.batch().changes()) {
            takeIn.change(change);
        }
        workspace.touchNamed();
    }

    private void settle(Workspace workspace) {
        Settlement settlement = new Settlement(workspace, grounds.region());
        for (WriteResult result : workspace.batch().results()) {
            settlement.settle(result);
        }
    }

    private Candidates find(Session session, Workspace workspace) {
        Candidates candidates = new Candidates(workspace, grounds.region());
        candidates.find(session);
        return candidates;
    }

    private void decide(Session session, Workspace workspace, Candidates candidates) {
        Counterparts counterparts = new Counterparts(workspace);
        counterparts.add(session.counterparts(counterparts.pointers()));
        Decision decision = new Decision(workspace, counterparts, candidates, grounds);
        decision.decide();
        decision.decide(candidates.findRivals(session));
    }
}
