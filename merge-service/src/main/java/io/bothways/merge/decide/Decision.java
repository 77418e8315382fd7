package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.core.merge.CreatePlan;
import io.bothways.core.merge.CreateView;
import io.bothways.core.merge.LinkMerge;
import io.bothways.core.pair.PairDecision;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.match.Candidates;
import io.bothways.merge.match.Kin;
import io.bothways.merge.match.Match;
import io.bothways.merge.match.Matcher;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides every touched record: its link is merged, or its counterpart is matched, made or awaited. */
public final class Decision {
    private final Workspace workspace;
    private final Counterparts counterparts;
    private final Kin kin;
    private final Matcher matcher;
    private final Commands commands;
    private final PairMerge pairs;
    private final Removals removals;
    private final Scoping scoping;
    private final Grounds grounds;
    private final Set<Link> merged = new HashSet<>();

    public Decision(Workspace workspace, Counterparts counterparts, Candidates candidates, Grounds grounds) {
        this.workspace = workspace;
        this.counterparts = counterparts;
        this.kin = new Kin(workspace);
        this.matcher = new Matcher(candidates, workspace);
        this.commands = new Commands(workspace, grounds);
        this.removals = new Removals(workspace, counterparts, commands, grounds);
        this.scoping = new Scoping(workspace, commands, removals, grounds.region());
        this.pairs = new PairMerge(workspace, counterparts, commands, removals, scoping, grounds);
        this.grounds = grounds;
    }

    public void decide() {
        forgiveWhatIsTriedAgain();
        for (Map.Entry<Place, RecordKey> subject : workspace.subjects()) {
            decide(subject.getKey(), subject.getValue());
        }
        decideLosers();
    }

    /** A create of which nobody can tell whether it was carried out stays: tried again, it might be made twice. */
    private void forgiveWhatIsTriedAgain() {
        for (Order order : workspace.batch().orders()) {
            if (order instanceof Order.TryAgain(LinkKey key, Side side)) {
                workspace.links().get(key).filter(link -> !link.unresolved()).ifPresent(link -> link.forgive(side));
            }
        }
    }

    /** Decides these records, too. */
    public void decide(Set<RecordKey> woken) {
        workspace.subjects().stream()
                .filter(subject -> woken.contains(subject.getValue()))
                .forEach(subject -> decide(subject.getKey(), subject.getValue()));
    }

    /**
     * A survivor that has no counterpart any more takes the one of the record that was combined into it; where it has its
     * own one back, a person is asked about the other.
     */
    private void decideLosers() {
        Set<Link> done = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Link link : workspace.links().all()) {
                if (link.freesLosers() && done.add(link)) {
                    more = true;
                    for (Side side : Side.values()) {
                        link.losers(side).forEach(loser ->
                                decide(new Place(link.sync(), side), link.sync().record(side, loser)));
                    }
                }
            }
        }
    }

    private void decide(Place place, RecordKey key) {
        Optional<Link> live = workspace.links().live(place.sync(), place.side(), key.id());
        boolean going = live.filter(found -> found.full() || found.inFlight()).isPresent();
        if (!going && workspace.record(key).alive() && isExcluded(place, key, live)) {
            return;
        }
        Optional<Link> link = live.or(() -> revived(place, key)).or(() -> movedOn(place, key));
        if (link.isPresent() && link.get().full()) {
            merge(link.get());
        } else if (link.isPresent() && link.get().inFlight()) {
            // Its create is under way: the mirror is up to date, and the link is merged again on the result.
            if (matcher.gaveUpKey(place, key)) {
                link.get().orphan();
            }
            becomeUnderWay(link.get());
        } else if (workspace.record(key).alive()) {
            match(place, key, link);
        } else {
            link.ifPresent(half -> endHalf(place, key, half));
            keepFormer(place, key);
        }
    }

    /** A pair that ended by the scope is known under the id that its combined record lives on under. */
    private void keepFormer(Place place, RecordKey key) {
        String survivor = workspace.record(key).aliasOf();
        workspace.links().ended(place.sync(), place.side(), key.id()).stream()
                .filter(ended -> !survivor.isEmpty() && Scoping.endedByScope(ended)
                        && ended.id(place.side()).filter(key.id()::equals).isPresent())
                .forEach(ended -> workspace.links().inherit(ended, place.side(), survivor));
    }

    /**
     * The record is gone before it had a counterpart. Where nobody can tell whether one was made, and no key would tell it
     * from a new record, that stays to be decided by a person.
     */
    private void endHalf(Place place, RecordKey key, Link half) {
        if (half.unresolved() && !matcher.hasKey(place, key)) {
            workspace.count("review");
            new Standing(half, workspace).settle();
        } else {
            Removals.end(half, PairDecision.Why.DELETE_IGNORED);
        }
    }

    /** Whether the record is out of scope, or nobody knows; then nothing happens to it, and it is listed with why. */
    private boolean isExcluded(Place place, RecordKey key, Optional<Link> half) {
        Optional<Scoping.Exclusion> exclusion =
                scoping.of(place, key, half.map(Link::reasons).orElse(List.of()));
        exclusion.ifPresent(why -> {
            // A link that ended by the scope says it already.
            if (half.isPresent() || !endedByScope(place, key)) {
                half.orElseGet(() -> newHalf(place, key)).become(why.state(), List.of(why.reason()));
            }
        });
        return exclusion.isPresent();
    }

    private boolean endedByScope(Place place, RecordKey key) {
        return workspace.links().ended(place.sync(), place.side(), key.id()).stream().anyMatch(Scoping::endedByScope);
    }

    private void merge(Link link) {
        if (merged.add(link)) {
            pairs.merge(link);
        }
    }

    /** A record that was restored takes up its old link, if its counterpart is still free. */
    private Optional<Link> revived(Place place, RecordKey key) {
        if (!workspace.record(key).alive()) {
            return Optional.empty();
        }
        for (Link ended : workspace.links().ended(place.sync(), place.side(), key.id())) {
            Optional<RecordKey> other = ended.record(place.side().other());
            boolean current = ended.id(place.side()).filter(key.id()::equals).isPresent()
                    && !Scoping.endedByScope(ended);
            if (current && other.isPresent() && undone(ended, other.get())) {
                Removals.end(ended, PairDecision.Why.UNDONE);
            } else if (current && other.isPresent() && takesUp(ended, place.side().other())) {
                return Optional.of(ended);
            }
        }
        return takenFromLosers(place, key);
    }

    /** A restored record without a counterpart of its own may have that of a record that was combined into it. */
    private Optional<Link> takenFromLosers(Place place, RecordKey key) {
        for (Link ended : workspace.links().ended(place.sync(), place.side(), key.id())) {
            ended.losers(place.side()).forEach(loser -> decide(place, key.sibling(loser)));
        }
        return workspace.links().live(place.sync(), place.side(), key.id());
    }

    /** The app told first that the record was deleted and later that it was combined: its link goes on after all. */
    private Optional<Link> movedOn(Place place, RecordKey key) {
        MirrorRecord loser = workspace.record(key);
        if (!loser.deleted() || loser.aliasOf().isEmpty()) {
            return Optional.empty();
        }
        Side side = place.side();
        RecordKey survivor = key.sibling(loser.aliasOf());
        workspace.record(survivor);
        Optional<Link> taken = Optional.empty();
        for (Link ended : workspace.links().ended(place.sync(), side, key.id())) {
            boolean current = ended.full() && ended.id(side).filter(key.id()::equals).isPresent();
            boolean ours = ended.removal().filter(removal -> !removal.open()).isPresent();
            // Also where the survivor has a counterpart of its own: then a person is asked about this one.
            boolean rests = current && removals.linkOfDeadSurvivor(ended, side).isPresent();
            boolean goesOn = current && !ours && !rests && !Scoping.endedByScope(ended);
            if (goesOn && taken.isEmpty() && takesUp(ended, side.other())) {
                taken = Optional.of(ended);
            } else if (current && !rests) {
                // Whose counterpart was deleted, or left the scope, gets no other one under its next id.
                workspace.links().inherit(ended, side, survivor.id());
            }
        }
        return taken;
    }

    /** The ended link lives again, if the record of {@code side} is there and free. */
    private boolean takesUp(Link ended, Side side) {
        RecordKey other = ended.record(side).orElseThrow();
        boolean free = removals.livesOn(other) && workspace.links().free(ended.sync(), side, other.id(), ended);
        if (free) {
            ended.become(State.PENDING, List.of());
            ended.setRemoval(null);
            merged.remove(ended);
            workspace.join(ended, side, other.id());
        }
        return free;
    }

    /** We had deleted the other record because of this one, or this one because of it, and only one of them is back. */
    private boolean undone(Link ended, RecordKey other) {
        return ended.removal().filter(removal -> !removal.open()).isPresent() && !workspace.record(other).alive();
    }

    private void match(Place place, RecordKey key, Optional<Link> half) {
        switch (kin.of(place, key).orElseGet(() -> matcher.match(place, key))) {
            case Match.Found(RecordKey counterpart) -> found(place, key, half, counterpart);
            case Match.Unclear(String code, String message) ->
                become(half.orElseGet(() -> newHalf(place, key)), State.REVIEW, new Reason(code, "", message, ""));
            case Match.Waits waits -> become(half.orElseGet(() -> newHalf(place, key)), State.WAITING,
                    new Reason(Codes.CREATE_UNRESOLVED, "",
                            "A record is being made that may be this one. It goes on by itself.", ""));
            case Match.None(boolean keyless) -> {
                Optional<Link> former = backInScope(place, key);
                if (former.isPresent()) {
                    merge(former.get());
                    // The counterpart of this record was deleted: it is not made again.
                } else if (workspace.links().ended(place.sync(), place.side(), key.id()).stream()
                        .noneMatch(Link::full)) {
                    create(place, key, half.orElseGet(() -> newHalf(place, key)));
                } else {
                    half.ifPresent(this::stayWithout);
                }
            }
        }
    }

    /** A pair that ended by the scope goes on once both are in it again, if no key says otherwise. */
    private Optional<Link> backInScope(Place place, RecordKey key) {
        Place there = new Place(place.sync(), place.side().other());
        for (Link ended : workspace.links().ended(place.sync(), place.side(), key.id())) {
            Optional<RecordKey> other = ended.record(there.side())
                    .filter(record -> Scoping.endedByScope(ended) && workspace.record(record).alive());
            if (other.isPresent() && scoping.of(there, other.get(), ended.reasons()).isEmpty()
                    && takesUp(ended, there.side())) {
                workspace.join(ended, place.side(), key.id());
                return Optional.of(ended);
            }
        }
        return Optional.empty();
    }

    /** The record took over an ended link while a counterpart was being made: whether it was made may be open. */
    private void stayWithout(Link half) {
        if (half.unresolved()) {
            workspace.count("review");
            new Standing(half, workspace).settle();
        } else {
            Removals.end(half, PairDecision.Why.DELETE_IGNORED);
        }
    }

    /** A counterpart that is out of scope is none, and no other one is made beside it. */
    private void found(Place place, RecordKey key, Optional<Link> half, RecordKey counterpart) {
        Link link = half.orElseGet(() -> newHalf(place, key));
        Optional<Scoping.Exclusion> exclusion =
                scoping.of(new Place(place.sync(), place.side().other()), counterpart, link.reasons());
        if (exclusion.isPresent()) {
            link.become(exclusion.get().state(), List.of(exclusion.get().reason()));
            return;
        }
        workspace.count("matched");
        workspace.join(link, place.side().other(), counterpart.id());
        merge(link);
    }

    private void create(Place place, RecordKey key, Link half) {
        Side target = place.side().other();
        if (!LinkMerge.creates(place.sync().object(), place.side())) {
            become(half, State.EXCLUDED, new Reason(Codes.CREATE_NOT_MAPPED, "",
                    "No mapping carries anything into a new record of the other app.", ""));
            return;
        }
        MirrorRecord source = workspace.record(key);
        half.setTitle(Titles.of(place, source.fields()));
        CreatePlan plan = grounds.planner().planCreate(place.sync().object(), place.side(),
                new CreateView(source.fields(), counterparts.of(place.sync()), grounds.region()));
        Standing standing = new Standing(half, workspace);
        standing.decisions(plan.decisions());
        if (half.unresolved()
                && (plan.matchKeys().isEmpty() || matcher.mayBeMade(place) || hasLosers(place, half))) {
            // Whether it was made nobody can tell: nothing tells the two apart, or it was not wanted, as is known now.
            workspace.count("review");
        } else if (!plan.ready()) {
            half.forgive(target);
            standing.missing(plan.missing());
        } else if (!commands.refused(half, target, plan.fields())) {
            commands.create(half, place, key, plan);
        }
        standing.settle();
    }

    /** Whether records with a counterpart have become this one: had that been known, none would have been made. */
    private boolean hasLosers(Place place, Link half) {
        return half.losers(place.side()).stream()
                .map(loser -> workspace.record(place.sync().record(place.side(), loser)).key())
                .anyMatch(loser -> workspace.links().live(place.sync(), place.side(), loser.id())
                        .filter(Link::full)
                        .isPresent());
    }

    private Link newHalf(Place place, RecordKey key) {
        Link half = Link.half(place.sync(), place.side(), key.id(), grounds.ids().get());
        half.setTitle(Titles.of(place, workspace.record(key).fields()));
        workspace.links().add(half);
        return half;
    }

    private void become(Link half, State state, Reason reason) {
        workspace.count(state == State.REVIEW ? "review" : "waiting");
        half.become(state, List.of(reason));
    }

    private void becomeUnderWay(Link link) {
        new Standing(link, workspace).settle();
    }
}
