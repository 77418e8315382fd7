package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.merge.SidePlan;
import io.bothways.core.pair.Marks;
import io.bothways.core.scope.Scope;
import io.bothways.core.scope.ScopeVerdict;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps records out that do not meet the scope rules of their side: those without a counterpart are left alone, pairs
 * are dealt with as the rule says. While a rule's fields are not read, the record waits; that is never "out".
 */
final class Scoping {
    private final Workspace workspace;
    private final Commands commands;
    private final Removals removals;
    private final String region;

    Scoping(Workspace workspace, Commands commands, Removals removals, String region) {
        this.workspace = workspace;
        this.commands = commands;
        this.removals = removals;
        this.region = region;
    }

    /** Why a record is not kept in step, and as what it stands. */
    record Exclusion(State state, Reason reason) {}

    /**
     * Why a record that has no counterpart is left alone; empty where it is in scope.
     *
     * @param known what is said of the record already
     */
    Optional<Exclusion> of(Place place, RecordKey key, List<Reason> known) {
        return switch (verdict(place, key)) {
            case ScopeVerdict.In in -> Optional.empty();
            case ScopeVerdict.Out out -> {
                workspace.count("excluded");
                yield Optional.of(new Exclusion(State.EXCLUDED, reason(place.side(), out)));
            }
            case ScopeVerdict.Undecided undecided -> Optional.of(waiting(key, undecided, known));
        };
    }

    /** Whether the pair leaves the scope, so that its fields are not merged; then it was dealt with by the rule. */
    boolean leaves(Link link) {
        for (Side side : Side.values()) {
            RecordKey key = link.record(side).orElseThrow();
            switch (verdict(new Place(link.sync(), side), key)) {
                case ScopeVerdict.In in -> {}
                case ScopeVerdict.Out out -> {
                    workspace.count("excluded");
                    leave(link, side, out);
                    return true;
                }
                case ScopeVerdict.Undecided undecided -> {
                    Exclusion waiting = waiting(key, undecided, link.reasons());
                    link.become(waiting.state(), List.of(waiting.reason()));
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the other record was deleted because this one left the scope, and the link is over by that. */
    boolean followed(Link link) {
        for (Side side : Side.values()) {
            boolean gone = link.removal().filter(removal -> !removal.open() && removal.target() == side.other()).isPresent()
                    && workspace.record(link.record(side.other()).orElseThrow()).deleted();
            RecordKey key = link.record(side).orElseThrow();
            if (gone && workspace.record(key).alive()
                    && verdict(new Place(link.sync(), side), key) instanceof ScopeVerdict.Out out) {
                link.become(State.ENDED, List.of(reason(side, out)));
                return true;
            }
        }
        return false;
    }

    /** Whether a link ended because a record left the scope: back in scope it is matched anew. */
    static boolean endedByScope(Link link) {
        return said(link.reasons(), Codes.OUT_OF_SCOPE);
    }

    private void leave(Link link, Side side, ScopeVerdict.Out out) {
        Reason reason = reason(side, out);
        switch (out.rule().onLeave()) {
            case LeaveScope.Freeze freeze -> freeze(link, reason);
            case LeaveScope.Unlink unlink -> {
                // A command under way is answered first: its record would be made or changed without anybody's link.
                if (link.inFlight()) {
                    freeze(link, reason);
                } else {
                    link.become(State.ENDED, List.of(reason));
                }
            }
            case LeaveScope.Delete delete -> removals.leave(link, side.other(), reason);
            case LeaveScope.Tag(Mark mark) -> {
                tag(link, side.other(), mark);
                freeze(link, reason);
            }
        }
    }

    private static void freeze(Link link, Reason reason) {
        link.setRemoval(null);
        link.become(State.EXCLUDED, List.of(reason));
    }

    private void tag(Link link, Side side, Mark mark) {
        String field = mark.field().name();
        FieldValue now = workspace.record(link.record(side).orElseThrow()).fields().getOrDefault(field, FieldValue.UNREAD);
        Map<String, FieldValue> write = Map.of(field, Marks.put(mark, now));
        boolean marked = now instanceof FieldValue.Unread || write.get(field).equals(now);
        if (!marked && link.flight(side).isEmpty() && !commands.refused(link, side, write)) {
            commands.update(link, side, new SidePlan(write, Map.of(), Map.of(field, now), Map.of()));
        }
    }

    private ScopeVerdict verdict(Place place, RecordKey key) {
        return Scope.of(place.sync().object().scope(place.side()), workspace.record(key).fields(), region);
    }

    /** Asked for once: an app that never tells the field must not be asked again and again. */
    private Exclusion waiting(RecordKey key, ScopeVerdict.Undecided undecided, List<Reason> known) {
        workspace.count("waiting");
        if (!said(known, Codes.SCOPE_UNDECIDED)) {
            workspace.reread(key);
        }
        return new Exclusion(State.WAITING, new Reason(Codes.SCOPE_UNDECIDED, undecided.field(), "The scope rule '"
                + undecided.rule().name() + "' asks for '" + undecided.field()
                + "', which was not read yet. The record is read again.", ""));
    }

    private static boolean said(List<Reason> reasons, String code) {
        return reasons.stream().anyMatch(reason -> reason.code().equals(code));
    }

    private static Reason reason(Side side, ScopeVerdict.Out out) {
        ScopeRule rule = out.rule();
        return new Reason(Codes.OUT_OF_SCOPE, "", "The record of side " + side + " does not meet the scope rule '"
                + rule.name() + "': " + out.condition() + ".", "");
    }
}
