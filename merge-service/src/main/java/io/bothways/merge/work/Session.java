package io.bothways.merge.work;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the merge knows, as one attempt reads and writes it: PostgreSQL in the service, memory in the simulation. Each
 * method takes a whole batch's worth at once. What was read is the caller's own; only {@link #write} changes what is
 * stored, and {@link Sessions} say when that becomes durable.
 */
public interface Session {
    /** The records whose readings were echoes, and what is to be told of them. */
    record Echoed(Set<RecordKey> records, Untold untold) {}

    /**
     * Which of the readings hold what the mirror holds by older evidence, of records whose pair is in step with nothing
     * under way: to merge these again would decide nothing. How new they are is taken in.
     */
    Echoed takeEchoes(List<Echo> readings);

    /**
     * Locks what the batch reaches, in one order, until the attempt ends. Throws {@link
     * io.bothways.merge.batch.Overtaken} where a gate that was seen closed has opened.
     */
    void lock(Reach reach, Syncs syncs);

    /** What is held of the records; those that are not stored are absent. */
    Map<RecordKey, MirrorRecord> records(Collection<RecordKey> keys);

    /**
     * Adds the links of the records over all connections; {@code whole}: live and ended ones, with bases and memory, else
     * at least the live ones.
     */
    void linksOf(Collection<RecordKey> records, Syncs syncs, Links links, boolean whole);

    /** Adds these links. */
    void links(Collection<LinkKey> keys, Syncs syncs, Links links, boolean whole);

    /** Which records of the other side are linked to these; what is not linked is absent. */
    List<Counterpart> counterparts(Collection<Edge> pointers);

    /** Tells the ids of the living records that hold the values, at most so many for each. */
    void holders(Collection<KeyValue> values, int most, BiConsumer<KeyValue, String> holder);

    /** Those of the sides to which a create without match key is under way. */
    Set<SyncSide> creatingKeyless(Collection<SyncSide> sides);

    /** Those of the sides to which a create is open whose outcome nobody can find out. */
    Set<SyncSide> unresolvedCreates(Collection<SyncSide> sides);

    /** Those of the sides to which a create is under way whose source is gone. */
    Set<SyncSide> orphanedCreates(Collection<SyncSide> sides);

    /** Forgets the commands that are answered for good. */
    void answered(List<WriteResult> results);

    /**
     * Writes what was decided. Throws {@link io.bothways.merge.batch.Overtaken} where another batch was first with a
     * record or link.
     */
    Untold write(Workspace workspace);

    /** The edges that waited for a record of one of these links. */
    List<Edge> waitingFor(Set<Link> linked);

    /** Those of the edges whose awaited record is linked already. */
    List<Edge> over(Set<Edge> edges);

    /** The links of these syncs (link keys without link) whose record may be the one that a create is making. */
    List<LinkKey> awaitingCreates(Set<LinkKey> syncs);
}
