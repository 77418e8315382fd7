package io.bothways.merge.decide;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.core.merge.CreatePlan;
import io.bothways.core.merge.SidePlan;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Departure;
import io.bothways.merge.work.Workspace;
import java.util.Map;

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
        RecordKey target = link.record(side).orElseThrow();
        RecordKey source = link.record(side.other()).orElseThrow();
        String id = grounds.ids().get();
        long revision = depart(link, side, id, plan.write(), false);
        workspace.depart(new Departure(new WriteCommand.UpdateRecord(head(link, side, id, revision, source),
                target.ref(), plan.write(), plan.sources(), plan.expected(), workspace.now()), false));
    }

    void create(Link link, Place place, RecordKey source, CreatePlan plan) {
        Side side = place.side().other();
        String id = grounds.ids().get();
        long revision = depart(link, side, id, plan.fields(), true);
        workspace.depart(new Departure(new WriteCommand.CreateRecord(head(link, side, id, revision, source),
                source.ref(), plan.fields(), plan.sources(), plan.matchKeys()), plan.matchKeys().isEmpty()));
    }

    private static long depart(Link link, Side side, String id, Map<String, FieldValue> write, boolean creates) {
        return link.depart(side, new Flight(id, write.keySet(), digest(link, write), creates, "", "", ""));
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
