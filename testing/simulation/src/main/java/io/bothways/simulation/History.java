package io.bothways.simulation;

import io.bothways.simulation.app.Change;
import io.bothways.simulation.judge.Differing;
import io.bothways.simulation.judge.Finding;
import io.bothways.simulation.judge.Invariant;
import io.bothways.simulation.judge.LostEdits;
import io.bothways.simulation.judge.RemovalJudge;
import io.bothways.simulation.judge.RestJudge;
import io.bothways.simulation.judge.ScopeJudge;
import io.bothways.simulation.judge.StepJudge;
import io.bothways.simulation.judge.Ways;
import io.bothways.simulation.script.Act;
import io.bothways.simulation.script.EditKind;
import io.bothways.simulation.script.People;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.wire.FaultKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One history: a world that is connected, lived in, left alone until it rests, and judged. */
public final class History {
    private static final long QUIET = 900_000;
    /** People finish within so long what they have begun. */
    private static final long LONGEST_ACT = 1_600_000;
    private static final long LONGEST = 24 * 3_600_000L;
    /** With nobody editing, more writes than these are a loop. */
    private static final int MOST_WRITES = 400;

    /**
     * How it went.
     *
     * @param finding the first thing that went wrong
     */
    public record Result(
            Optional<Finding> finding,
            long steps,
            int edits,
            long writes,
            int conflicts,
            int blindOverwrites,
            int blindDuplicates,
            Map<FaultKind, Integer> faults,
            Map<EditKind, Integer> editKinds,
            List<Change> changes) {}

    private final World world;
    private final Script script;
    private final People people;
    private final StepJudge steps;
    private final RemovalJudge removals;
    private final Ways ways;
    private int blindOverwrites;

    private History(Script script, Parts parts) {
        this.script = script;
        this.world = new World(script, parts);
        this.people = new People(world.apps(), world.timeline(), world::decide);
        this.ways = new Ways(world::commandOf, world::rules);
        this.steps = new StepJudge(world.store(), world::record, world::commandOf, world::decided, ways);
        this.removals = new RemovalJudge(world.store(), world::record, world::commandOf, world::decided,
                world::approvedAt, ways);
        world.store().inspect(steps::committed);
        world.log().witness(steps::changed);
        world.log().witnessRemovals(removals::removed);
    }

    /** Lives through the script. */
    public static Result of(Script script, Parts parts) {
        return of(script, parts, line -> {});
    }

    /** Lives through the script and tells what happens, line by line. */
    public static Result of(Script script, Parts parts, Consumer<String> teller) {
        History history = new History(script, parts);
        history.world.tell(teller);
        Optional<Finding> finding;
        try {
            finding = history.live();
        } catch (RuntimeException broken) {
            finding = Optional.of(new Finding(Invariant.NO_EXCEPTION, broken + " at "
                    + (broken.getStackTrace().length > 0 ? broken.getStackTrace()[0] : "")));
        }
        return history.result(finding);
    }

    private Optional<Finding> live() {
        people.populate(script.luck(3));
        world.timeline().in(60_000, world::connect);
        long begin = world.timeline().now() + 600_000;
        script.acts().forEach(act -> world.timeline().in(begin + act.at() - world.timeline().now(), () -> {
            switch (act) {
                case Act.Edit edit -> people.act(edit);
                case Act.Fault fault -> world.faults().arm(fault.kind());
            }
        }));
        long end = begin + (script.acts().isEmpty() ? 0 : script.acts().getLast().at()) + LONGEST_ACT;
        if (runUntil(end)) {
            return finding();
        }
        world.faults().end();
        if (!rests()) {
            return finding().or(() -> Optional.of(new Finding(Invariant.RESTS, "it never comes to rest")));
        }
        long writes = world.log().writes();
        Optional<Finding> atRest = judge();
        if (atRest.isPresent()) {
            return atRest;
        }
        world.listAgain();
        if (!rests()) {
            return finding().or(() -> Optional.of(new Finding(Invariant.RESTS, "it does not rest again")));
        }
        return world.log().writes() == writes
                ? scopes().undecided().stream().findFirst()
                : Optional.of(new Finding(Invariant.AT_REST, "a listing of apps at rest led to "
                        + (world.log().writes() - writes) + " writes"));
    }

    private Optional<Finding> judge() {
        LostEdits edits = new LostEdits(
                world.store(), world.log(), world.apps(), world::record, steps.partners(), steps::pairedAt,
                removals::decided, ways);
        List<Finding> lost = edits.judge();
        blindOverwrites = edits.blindOverwrites();
        return lost.stream().findFirst().or(() -> new RestJudge(
                world.store(), world.apps(), world::record, world.merge().syncs(),
                new Differing(world.log(), steps.partners(), ways, steps::pairedAt),
                scopes()).judge().stream().findFirst());
    }

    private ScopeJudge scopes() {
        return new ScopeJudge(world.store(), world.apps(), world::record, ways);
    }

    /** Goes on until a moment; true if something went wrong before. */
    private boolean runUntil(long moment) {
        while (world.timeline().step(moment)) {
            if (!steps.findings().isEmpty() || !removals.findings().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Finding> finding() {
        return steps.findings().stream().findFirst().or(() -> removals.findings().stream().findFirst());
    }

    /** Goes on until nothing has been under way or written for a while; false if that never is so. */
    private boolean rests() {
        long limit = world.timeline().now() + LONGEST;
        long quietSince = world.timeline().now();
        int changes = world.log().changes().size();
        long writes = world.log().writes();
        while (world.timeline().now() < limit && world.log().writes() - writes < MOST_WRITES) {
            if (runUntil(world.timeline().now() + 30_000)) {
                return false;
            }
            if (world.busy() || world.log().changes().size() > changes) {
                changes = world.log().changes().size();
                quietSince = world.timeline().now();
            } else if (world.timeline().now() - quietSince >= QUIET) {
                return true;
            }
        }
        return false;
    }

    private Result result(Optional<Finding> finding) {
        int edits = people.done().values().stream().mapToInt(Integer::intValue).sum();
        return new Result(finding, world.timeline().steps(), edits, world.log().writes(),
                world.store().lostValues().size(), blindOverwrites, steps.blindDuplicates(),
                world.faults().spent(), people.done(),
                world.log().changes());
    }
}
