package io.bothways.status.api;

import io.bothways.contracts.Side;
import io.bothways.status.records.Writes.Lag;
import io.bothways.status.records.Writes.WriteTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection as it is told.
 *
 * @param counts records by state
 * @param lastLatencyMs from the time Bothways knew of the last change to the app's answer
 * @param lag the same over the last writes
 * @param writes that the apps took
 */
public record ConnectionView(
        String id,
        String name,
        State state,
        EndView a,
        EndView b,
        List<ObjectSyncView> objects,
        Map<String, Long> counts,
        Optional<Instant> lastWriteAt,
        Optional<Long> lastLatencyMs,
        Optional<Lag> lag,
        long writes,
        long version,
        Instant createdAt) {

    /** How far a connection is. */
    public enum State {
        /** Both sides are being read; nothing is written yet. */
        INDEXING,
        LIVE,
        /** An account cannot be used. */
        NEEDS_RECONNECT,
        /** Nothing is written until somebody resumes it. */
        PAUSED
    }

    /**
     * One side of a connection.
     *
     * @param app what people call the connector
     * @param label what the app calls this account
     */
    public record EndView(
            String account,
            String name,
            String connector,
            String app,
            String label,
            String state,
            String stateReason) {}

    /**
     * One object sync.
     *
     * @param indexed both sides are known, so records are merged and written
     * @param indexing how far the listings of both sides are; empty once it is indexed
     */
    public record ObjectSyncView(
            String object,
            String typeA,
            String typeB,
            boolean indexed,
            List<IndexingView> indexing,
            Map<String, Long> counts,
            List<WriteTotal> writes,
            List<MappingView> mappings) {}

    /**
     * How far the listing of one side is.
     *
     * @param expected -1 where the app does not tell its total
     */
    public record IndexingView(Side side, String run, String state, long records, long expected) {}

    /** One field pair. */
    public record MappingView(String name, String a, String b, String direction, String policy) {}
}
