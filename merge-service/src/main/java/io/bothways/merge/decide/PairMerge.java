package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.merge.FieldDecision;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.MergePlan;
import io.bothways.core.merge.Rule;
import io.bothways.core.merge.SidePlan;
import io.bothways.core.merge.SideView;
import io.bothways.core.pair.PairDecision;
import io.bothways.core.pair.PairRules;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.StoppedField;
import io.bothways.merge.work.Workspace;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Merges a link whose two records are known. While a command is under way, its fields and its side rest: what changes
 * meanwhile is in the mirror and is merged when the result has come.
 */
final class PairMerge {
    private final Workspace workspace;
    private final Counterparts counterparts;
    private final Commands commands;
    private final Grounds grounds;
    private final Removals removals;
    private final Scoping scoping;

    PairMerge(Workspace workspace, Counterparts counterparts, Commands commands, Removals removals, Scoping scoping,
            Grounds grounds) {
        this.workspace = workspace;
        this.counterparts = counterparts;
        this.commands = commands;
        this.grounds = grounds;
        this.removals = removals;
        this.scoping = scoping;
    }

    void merge(Link link) {
        if (removals.settled(link) || scoping.followed(link)) {
            return;
        }
        if (!record(link, Side.A).deleted() && !record(link, Side.B).deleted()) {
            mergeFields(link);
            return;
        }
        removals.obey(link, workspace.orders(link.key()));
        for (int hops = 0; hops < Removals.MOST_HOPS; hops++) {
            switch (PairRules.decide(removals.view(link))) {
                case PairDecision.Merge merge -> {
                    mergeFields(link);
                    return;
                }
                case PairDecision.Revive revive -> {
                    mergeFields(link);
                    return;
                }
                case PairDecision.Follow(Side side) -> {
                    if (removals.endsWithSurvivor(link, side)) {
                        return;
                    }
                    follow(link, side);
                }
                case PairDecision.Ask(Side deleted) -> {
                    if (!removals.ask(link, deleted)) {
                        return;
                    }
                }
                case PairDecision.Remove(Side target) -> {
                    removals.remove(link, target);
                    return;
                }
                case PairDecision.MarkRecord(Side target, Mark mark, boolean braked) -> {
                    removals.mark(link, target, mark, braked);
                    return;
                }
                case PairDecision.End(PairDecision.Why why) -> {
                    Removals.end(link, why);
                    return;
                }
                case PairDecision.Review(PairDecision.Why why) -> {
                    removals.review(link, why);
                    return;
                }
            }
        }
    }

    private void mergeFields(Link link) {
        MirrorRecord a = record(link, Side.A);
        MirrorRecord b = record(link, Side.B);
        Standing standing = new Standing(link, workspace);
        if (!a.known() || !b.known()) {
            link.setRemoval(null);
            workspace.reread(a.known() ? b.key() : a.key());
            standing.unread();
            standing.settle();
            return;
        }
        if (link.reasons().stream().anyMatch(reason -> reason.code().equals(Codes.RECORD_UNREAD))) {
            // Whoever has the same key has waited to see what it holds.
            workspace.createSettled(a.key());
            workspace.createSettled(b.key());
        }
        link.setTitle(Titles.of(new Place(link.sync(), Side.A), a.fields()));
        if (scoping.leaves(link)) {
            return;
        }
        link.setRemoval(null);
        FieldOrders.obey(link, workspace, commands, grounds.region());
        LinkView view = new LinkView(view(link, Side.A, a), view(link, Side.B, b), link.differences(),
                link.rewrites(), link.chosen(), counterparts.of(link.sync()), grounds.region(),
                workspace.syncs().inRing(link.sync()));
        noteSeen(link);
        ObjectSync resting = resting(link);
        MergePlan plan = grounds.planner().plan(resting, view);
        Set<String> open = stillOpen(link, plan);
        Set<String> asleep = asleep(link.sync().object(), resting);
        asleep.stream().filter(link.conflicts()::contains).forEach(open::add);
        if (!open.isEmpty()) {
            plan = grounds.planner().plan(resting.withMappings(resting.mappings().stream()
                    .filter(mapping -> !open.contains(mapping.name()))
                    .toList()), view);
            standing.decisions(open.stream()
                    .map(mapping -> (FieldDecision) new FieldDecision.Undecided(mapping, Rule.REVIEW))
                    .toList());
        }
        List<FieldDecision> told = told(link, plan);
        standing.decisions(told);
        noteStopped(link, plan);
        link.setRewrites(plan.rewrites());
        // What rests, or is yet to be carried, is not forgotten.
        Set<String> differences = new HashSet<>(link.differences());
        Set<String> undone = new TreeSet<>(asleep);
        told.forEach(decision -> {
            if (decision instanceof FieldDecision.Carried carried) {
                undone.add(carried.mapping());
            }
        });
        differences.retainAll(undone);
        differences.addAll(plan.differences());
        for (Side side : Side.values()) {
            SidePlan planned = plan.on(side);
            link.moveBase(side, planned.bases());
            if (planned.write().isEmpty()) {
                link.forgive(side);
            } else if (link.flight(side).isEmpty() && !commands.refused(link, side, planned.write())) {
                commands.update(link, side, planned);
            }
        }
        FieldOrders.forget(link, told);
        standing.differences(differences);
        link.setDifferences(differences);
        told.forEach(decision -> {
            if (decision instanceof FieldDecision.Undecided undecided) {
                open.add(undecided.mapping());
            }
        });
        link.setConflicts(open);
        standing.settle();
    }

    /** The mappings that are left out while a command is under way. */
    private static Set<String> asleep(ObjectSync all, ObjectSync resting) {
        Set<String> asleep = new TreeSet<>();
        if (all != resting) {
            all.mappings().forEach(mapping -> asleep.add(mapping.name()));
            resting.mappings().forEach(mapping -> asleep.remove(mapping.name()));
        }
        return asleep;
    }

    /** What a target holds while a command to it is under way may be gone by the time of the result. */
    private void noteSeen(Link link) {
        for (Side side : Side.values()) {
            link.flight(side).ifPresent(flight -> {
                Map<String, FieldValue> now = new HashMap<>(record(link, side).fields());
                now.keySet().retainAll(flight.expected().keySet());
                now.keySet().removeAll(flight.seen().keySet());
                now.entrySet().removeAll(flight.expected().entrySet());
                if (!now.isEmpty()) {
                    link.delay(side, flight.seeing(now));
                }
            });
        }
    }

    private void noteStopped(Link link, MergePlan plan) {
        plan.rewrites().forEach((mapping, seen) -> {
            boolean before = link.rewrites().containsKey(mapping) && link.rewrites().get(mapping).held();
            if (seen.held() && !before) {
                workspace.stop(new StoppedField(link.key(), mapping));
            }
        });
    }

    /**
     * Conflicts that would be decided by putting one side back to what was agreed: that is a later edit as well, and
     * nothing tells that the other side's value was meant to win.
     */
    private static Set<String> stillOpen(Link link, MergePlan plan) {
        Set<String> open = new TreeSet<>();
        for (FieldDecision decision : plan.decisions()) {
            if (decision instanceof FieldDecision.Carried carried && carried.rule() == Rule.ONE_SIDE_CHANGED
                    && link.conflicts().contains(carried.mapping())) {
                open.add(carried.mapping());
            }
        }
        return open;
    }

    /** What a side that is under way would be told is not decided yet, so nothing is lost to it yet either. */
    private static List<FieldDecision> told(Link link, MergePlan plan) {
        return plan.decisions().stream()
                .filter(decision -> !(decision instanceof FieldDecision.Overruled overruled
                        && link.flight(overruled.winner().other()).isPresent()))
                .toList();
    }

    private SideView view(Link link, Side side, MirrorRecord record) {
        return new SideView(record.fields(), link.base(side), record.edited(), record.edits());
    }

    /**
     * The sync without the mappings that a command under way writes, be it of this link or of another link of the same
     * record: two commands that were decided on the same reading would overwrite each other.
     */
    private ObjectSync resting(Link link) {
        ObjectSync object = link.sync().object();
        Map<Side, Set<String>> underWay = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            underWay.put(side, workspace.fieldsUnderWay(link.record(side).orElseThrow()));
        }
        if (underWay.values().stream().allMatch(Set::isEmpty)) {
            return object;
        }
        List<Mapping> resting = object.mappings().stream()
                .filter(mapping -> underWay.entrySet().stream()
                        .noneMatch(side -> side.getValue().contains(mapping.on(side.getKey()).name())))
                .toList();
        return object.withMappings(resting);
    }

    /** The pair moves to the record that its own one was combined into. */
    private void follow(Link link, Side side) {
        RecordKey survivor = record(link, side).key().sibling(record(link, side).aliasOf());
        workspace.join(link, side, survivor.id());
        workspace.record(survivor);
    }

    private MirrorRecord record(Link link, Side side) {
        return workspace.record(link.record(side).orElseThrow());
    }
}
