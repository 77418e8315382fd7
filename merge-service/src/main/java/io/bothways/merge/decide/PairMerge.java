package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.core.merge.FieldDecision;
import io.bothways.core.merge.FieldEdit;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.MergePlan;
import io.bothways.core.merge.SidePlan;
import io.bothways.core.merge.SideView;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Merges a link whose two records are known. While a command is under way, its fields and its side rest: what changes
 * meanwhile is in the mirror and is merged when the result has come.
 */
final class PairMerge {
    /** Modified stamps tick in whole seconds in the apps that tell none finer. */
    private static final long CLOCK_TICK_MILLIS = 1_000;

    private final Workspace workspace;
    private final Counterparts counterparts;
    private final Commands commands;
    private final Grounds grounds;

    PairMerge(Workspace workspace, Counterparts counterparts, Commands commands, Grounds grounds) {
        this.workspace = workspace;
        this.counterparts = counterparts;
        this.commands = commands;
        this.grounds = grounds;
    }

    void merge(Link link) {
        for (Side side : Side.values()) {
            if (!follow(link, side)) {
                return;
            }
        }
        MirrorRecord a = record(link, Side.A);
        MirrorRecord b = record(link, Side.B);
        Standing standing = new Standing(link, workspace);
        if (!a.known() || !b.known()) {
            workspace.reread(a.known() ? b.key() : a.key());
            standing.unread();
            standing.settle();
            return;
        }
        link.setTitle(Titles.of(new Place(link.sync(), Side.A), a.fields()));
        MergePlan plan = grounds.planner().plan(resting(link), new LinkView(view(link, Side.A, a),
                view(link, Side.B, b), link.differences(), counterparts.of(link.sync()), grounds.region()));
        standing.decisions(told(link, plan));
        Set<String> differences = new HashSet<>(plan.differences());
        for (Side side : Side.values()) {
            SidePlan planned = plan.on(side);
            link.moveBase(side, planned.bases());
            if (planned.write().isEmpty()) {
                link.forgive(side);
            } else if (link.flight(side).isEmpty() && !commands.refused(link, side, planned.write())) {
                commands.update(link, side, planned);
            }
        }
        standing.differences(differences);
        link.setDifferences(differences);
        standing.settle();
    }

    /** What a side that is under way would be told is not decided yet, so nothing is lost to it yet either. */
    private static List<FieldDecision> told(Link link, MergePlan plan) {
        return plan.decisions().stream()
                .filter(decision -> !(decision instanceof FieldDecision.Overruled overruled
                        && link.flight(overruled.winner().other()).isPresent()))
                .toList();
    }

    private SideView view(Link link, Side side, MirrorRecord record) {
        return new SideView(record.fields(), link.base(side), new FieldEdit("", record.modified(), CLOCK_TICK_MILLIS));
    }

    /** The sync without the mappings that a command under way writes. */
    private static ObjectSync resting(Link link) {
        ObjectSync object = link.sync().object();
        if (!link.inFlight()) {
            return object;
        }
        List<Mapping> resting = object.mappings().stream()
                .filter(mapping -> !underWay(link, mapping))
                .toList();
        return object.withMappings(resting);
    }

    private static boolean underWay(Link link, Mapping mapping) {
        for (Side side : Side.values()) {
            if (link.flight(side).filter(flight -> writes(flight, mapping, side)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean writes(Flight flight, Mapping mapping, Side side) {
        return flight.fields().stream().anyMatch(field -> mapping.has(side, field));
    }

    /** Follows a record that was combined into another one, ends the link of a deleted one; true if it goes on. */
    private boolean follow(Link link, Side side) {
        MirrorRecord record = record(link, side);
        for (int hops = 0; record.deleted() && !record.aliasOf().isEmpty() && hops < 10; hops++) {
            RecordKey survivor = record.key().sibling(record.aliasOf());
            if (!workspace.links().free(link.sync(), side, survivor.id(), link)) {
                link.become(State.REVIEW, List.of(new Reason(Codes.COMBINED_BOTH_LINKED, "",
                        "The app combined two records that both have a counterpart. Combine these too.", "")));
                return false;
            }
            workspace.join(link, side, survivor.id());
            record = workspace.record(survivor);
        }
        if (record.deleted()) {
            endDeleted(link);
            return false;
        }
        return true;
    }

    /** A deleted record ends its link; the other side keeps its record, and it is not made again. */
    static void endDeleted(Link link) {
        link.become(State.ENDED, List.of(new Reason(Codes.RECORD_DELETED, "",
                "The record was deleted in one app. The other app keeps its record.", "")));
    }

    private MirrorRecord record(Link link, Side side) {
        return workspace.record(link.record(side).orElseThrow());
    }
}
