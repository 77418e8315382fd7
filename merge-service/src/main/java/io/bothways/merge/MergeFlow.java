package io.bothways.merge;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Patience;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.decide.Decision;
import io.bothways.merge.emit.CommandStore;
import io.bothways.merge.emit.Emitter;
import io.bothways.merge.emit.Untold;
import io.bothways.merge.emit.Wakes;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.match.Candidates;
import io.bothways.merge.settle.Settlement;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.Reach;
import io.bothways.merge.work.Reader;
import io.bothways.merge.work.TakeIn;
import io.bothways.merge.work.Workspace;
import io.bothways.runtime.MessageHeads;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The merge, step by step. A batch is looked through without locks to guess what it reaches; then, in one transaction,
 * that is locked in one order, read, and decided: readings are taken into the mirror, results settle their links,
 * unlinked records are matched, touched links are merged. What was decided is written with it, told after the commit.
 * An attempt that reaches beyond its locks, or finds that another batch was first, is thrown away and made again.
 */
public final class MergeFlow {
    private final Attempts attempts;
    private final Connections connections;
    private final Locks locks;
    private final Reader reader;
    private final LinkStore links;
    private final CommandStore commands;
    private final Emitter emitter;
    private final MessageHeads heads;
    private final MergeMeters meters;
    private final String region;

    MergeFlow(Attempts attempts, Connections connections, Locks locks, Reader reader, LinkStore links,
            CommandStore commands, Emitter emitter, MessageHeads heads, MergeMeters meters, String region) {
        this.attempts = attempts;
        this.connections = connections;
        this.locks = locks;
        this.reader = reader;
        this.links = links;
        this.commands = commands;
        this.emitter = emitter;
        this.heads = heads;
        this.meters = meters;
        this.region = region;
    }

    /** What a committed attempt leaves to be told. */
    private record Merged(Workspace workspace, Untold untold) {}

    /** The connections as batches see them now. */
    public Syncs syncs() {
        return connections.current();
    }

    /** Merges the batch and whatever it wakes; returns once everything is durable and told. */
    public void merge(Batch batch) {
        for (Batch next = batch; !next.isEmpty(); ) {
            Batch current = next;
            next = Patience.untilDone("merge a batch", () -> mergeOne(current));
        }
    }

    private Batch mergeOne(Batch batch) throws SQLException {
        Timer.Sample sample = meters.start();
        Reach reach = Reach.of(batch);
        attempts.look(connection -> look(connection, batch, reach));
        Merged merged = attempts.untilCommitted(connection -> attempt(connection, batch, reach));
        emitter.tell(merged.untold);
        meters.merged(sample, merged.workspace);
        return attempts.look(connection -> Wakes.after(connection, merged.workspace));
    }

    /** Looks without locks, to guess what to lock; a listing that only fills the mirror needs no guess. */
    private boolean look(Connection connection, Batch batch, Reach reach) throws SQLException {
        Syncs syncs = syncs();
        if (!reach.decides(batch, syncs)) {
            return false;
        }
        Workspace workspace = reader.glance(connection, batch, reach, syncs);
        takeIn(workspace);
        find(connection, workspace);
        return reach.widen(workspace);
    }

    /** One attempt under locks; empty if it reached beyond them, so that it has to be made again. */
    private Optional<Merged> attempt(Connection connection, Batch batch, Reach reach) throws SQLException {
        Syncs syncs = syncs();
        locks.take(connection, reach, syncs);
        Workspace workspace = reader.read(connection, batch, reach, syncs);
        commands.answered(connection, batch.results());
        takeIn(workspace);
        settle(workspace);
        decide(connection, workspace, find(connection, workspace));
        return reach.widen(workspace)
                ? Optional.empty()
                : Optional.of(new Merged(workspace, emitter.write(connection, workspace)));
    }

    private static void takeIn(Workspace workspace) {
        TakeIn takeIn = new TakeIn(workspace);
        for (ChangeEvent change : workspace.batch().changes()) {
            takeIn.change(change);
        }
        workspace.touchNamed();
    }

    private void settle(Workspace workspace) {
        Settlement settlement = new Settlement(workspace, region);
        for (WriteResult result : workspace.batch().results()) {
            settlement.settle(result);
        }
    }

    private Candidates find(Connection connection, Workspace workspace) throws SQLException {
        Candidates candidates = new Candidates(workspace, region);
        candidates.find(connection);
        return candidates;
    }

    private void decide(Connection connection, Workspace workspace, Candidates candidates) throws SQLException {
        Counterparts counterparts = new Counterparts(workspace);
        counterparts.add(links.counterparts(connection, counterparts.pointers()));
        new Decision(workspace, counterparts, candidates, region, heads.epoch()).decide();
    }
}
