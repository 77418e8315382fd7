package io.bothways.merge.emit;

import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Workspace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the links whose wait is over: the record that a field points to is linked, or a create is answered.
 *
 * <p>Asked after the commit, by the batch that linked a record and by the batch that began to wait: whichever commits
 * later sees the other one. So the awaited records need no locks. What a crash leaves asleep the sweeper wakes.
 */
public final class Wakes {
    private Wakes() {}

    /** The links that a committed batch has woken; empty where there are none. */
    public static Batch after(Session session, Workspace workspace) {
        Set<Edge> over = new LinkedHashSet<>(session.waitingFor(workspace.newlyLinked()));
        over.addAll(session.over(workspace.edges()));
        Set<LinkKey> links = new LinkedHashSet<>();
        over.forEach(edge -> links.add(edge.waiting()));
        links.addAll(session.awaitingCreates(workspace.createsSettled()));
        return Batch.ofLinks(links, List.copyOf(over));
    }
}
