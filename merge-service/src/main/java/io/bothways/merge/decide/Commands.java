package io.bothways.merge.decide;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.core.merge.CreatePlan;
import io.bothways.core.merge.FieldEdit;
import io.bothways.core.merge.SidePlan;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Departure;
import io.bothways.merge.work.Workspace;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Makes commands: one under way per link and side, never one that was refused as it is. */
final class Commands {
    private final Workspace workspace;
    private final Grounds grounds;

    Commands(Workspace workspace, Grounds grounds) {
        this.workspace = workspace;
        this.grounds = grounds;
    }

    /** Whether the very same write was refused under the same configuration; another write forgets the refusal. */
    boolean refused(Link link, Side side, Map<String, FieldValue> write) {
        return link.refusal(side).filter(refusal -> refusal.digest().equals(digest(link, write))).isPresent();
    }

    void update(Link link, Side side, SidePlan plan) {
        RecordKey source = link.record(side.other()).orElseThrow();
        update(link, side, source, plan, Flight.Purpose.CARRY, edits(link, side, plan.write()));
    }

    /** Puts a value back that had lost. The side is its own source: once told, it counts as edited there. */
    void putBack(Link link, Side side, String field, FieldValue value) {
        RecordKey target = link.record(side).orElseThrow();
        FieldValue now = workspace.record(target).fields().getOrDefault(field, FieldValue.UNREAD);
        update(link, side, target, new SidePlan(Map.of(field, value), Map.of(), Map.of(field, now), Map.of()),
                Flight.Purpose.PUT_BACK, Map.of());
    }

    /** Marks a record whose counterpart is gone. */
    void mark(Link link, Side side, String field, FieldValue value) {
        FieldValue now = workspace.record(link.record(side).orElseThrow()).fields()
                .getOrDefault(field, FieldValue.UNREAD);
        update(link, side, link.record(side.other()).orElseThrow(),
                new SidePlan(Map.of(field, value), Map.of(), Map.of(field, now), Map.of()), Flight.Purpose.REMOVE,
                Map.of());
    }

    private void update(Link link, Side side, RecordKey source, SidePlan plan, Flight.Purpose purpose,
            Map<String, FieldEdit> edits) {
        String id = grounds.ids().get();
        long revision = link.depart(side, new Flight(
                id, plan.write().keySet(), digest(link, plan.write()), plan.expected(), Map.of(), purpose, edits, "",
                "", ""));
        CommandHead head = head(link, side, id, revision, source);
        RecordKey target = link.record(side).orElseThrow();
        workspace.depart(new Departure(new WriteCommand.UpdateRecord(head, target.ref(), plan.write(), plan.sources(),
                plan.expected(), expectedAt(head, target)), false));
    }

    /**
     * When the target was read, as far as the mirror knows: a reading that changed nothing leaves no trace. How late news
     * of the target is nobody can tell from news of the source, which comes over other ways. A listing is old by nature:
     * edits made meanwhile come with the poll that catches up on it.
     */
    private Instant expectedAt(CommandHead head, RecordKey target) {
        return head.lane() == Lane.BACKFILL ? workspace.now() : workspace.record(target).observedAt();
    }

    void create(Link link, Place place, RecordKey source, CreatePlan plan) {
        Side side = place.side().other();
        String id = grounds.ids().get();
        long revision = link.depart(side, new Flight(id, plan.fields().keySet(), digest(link, plan.fields()), Map.of(),
                Map.of(), Flight.Purpose.CREATE, edits(link, side, plan.fields()), "", "", ""));
        workspace.depart(new Departure(new WriteCommand.CreateRecord(head(link, side, id, revision, source),
                source.ref(), plan.fields(), plan.sources(), plan.matchKeys()), plan.matchKeys().isEmpty()));
    }

    /** Deletes a record whose counterpart is gone, unless it holds something else than we know by then. */
    void delete(Link link, Side side) {
        RecordKey target = link.record(side).orElseThrow();
        RecordKey source = link.record(side.other()).orElseThrow();
        Map<String, FieldValue> expected = new HashMap<>(workspace.record(target).fields());
        expected.keySet().retainAll(link.sync().object().fields(side));
        String id = grounds.ids().get();
        long revision = link.depart(side,
                new Flight(id, Set.of(), digest(link, Map.of()), Map.of(), Map.of(), Flight.Purpose.REMOVE,
                        Map.of(), "", "", ""));
        workspace.depart(new Departure(new WriteCommand.DeleteRecord(
                head(link, side, id, revision, source), target.ref(), expected, workspace.now()), false));
    }

    /** The edits that the written values go back to, by the target's field. */
    private Map<String, FieldEdit> edits(Link link, Side side, Map<String, FieldValue> write) {
        MirrorRecord source = workspace.record(link.record(side.other()).orElseThrow());
        Map<String, FieldEdit> edits = new HashMap<>();
        for (Mapping mapping : link.sync().object().mappings()) {
            FieldEdit edit = source.edits().get(mapping.on(side.other()).name());
            for (MappedField field : mapping.fields(side)) {
                if (edit != null && write.containsKey(field.name())) {
                    edits.put(field.name(), edit);
                }
            }
        }
        return edits;
    }

    private CommandHead head(Link link, Side side, String id, long revision, RecordKey sourceKey) {
        ConnectionConfiguration connection = link.sync().connection();
        long epoch = grounds.epoch().getAsLong();
        MirrorRecord source = workspace.record(sourceKey);
        boolean backfill = workspace.batch().backfill() || source.backfill();
        MessageHead message = workspace.head(sourceKey)
                .map(origin -> new MessageHead(id, connection.tenant(), connection.account(side), origin.cause(),
                        epoch, origin.occurredAt(), origin.observedAt(), origin.trace()))
                .orElseGet(() -> new MessageHead(id, connection.tenant(), connection.account(side),
                        Cause.of(backfill ? Cause.Kind.LISTING : Cause.Kind.WRITE), epoch, source.observedAt(),
                        source.observedAt(), ""));
        return new CommandHead(message, connection.connection(), link.key().object(), link.key().link(), side, revision,
                link.sync().object().type(side), backfill ? Lane.BACKFILL : Lane.LIVE, connection.version());
    }

    private static String digest(Link link, Map<String, FieldValue> write) {
        return Digest.of(write) + "@" + link.sync().connection().version();
    }
}
