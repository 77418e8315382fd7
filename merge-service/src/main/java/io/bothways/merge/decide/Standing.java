package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.mapping.ReasonCode;
import io.bothways.core.merge.FieldDecision;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.LostEdit;
import io.bothways.merge.link.Refusal;
import io.bothways.merge.work.LostValue;
import io.bothways.merge.work.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a link stands after its decision: the worst of its fields, each with its reason. */
final class Standing {
    /** From the least to the most telling; a link shows the most telling one. */
    private static final List<State> ORDER =
            List.of(State.IN_SYNC, State.WAITING, State.CONFLICT, State.REVIEW, State.FAILING, State.PENDING);

    private final Link link;
    private final Workspace workspace;
    private final List<Reason> reasons = new ArrayList<>();
    private State state = State.IN_SYNC;

    Standing(Link link, Workspace workspace) {
        this.link = link;
        this.workspace = workspace;
    }

    void decisions(List<FieldDecision> decisions) {
        for (FieldDecision decision : decisions) {
            workspace.count(switch (decision) {
                case FieldDecision.Settled settled -> "settled";
                case FieldDecision.Carried carried -> "carried";
                case FieldDecision.Overruled overruled -> {
                    lose(overruled);
                    yield "overruled";
                }
                case FieldDecision.Differs differs -> "differs";
                case FieldDecision.Undecided undecided -> {
                    is(State.CONFLICT, new Reason(ReasonCode.FIELD_CONFLICT, undecided.mapping(),
                            "Both apps changed this field to different values. Choose one.", ""));
                    yield "undecided";
                }
                case FieldDecision.Held held -> {
                    is(State.WAITING, new Reason(held.code(), held.mapping(), held.message(), ""));
                    yield "held";
                }
                case FieldDecision.Awaiting awaiting -> {
                    awaits(awaiting);
                    yield "awaiting";
                }
                case FieldDecision.Stopped stopped -> {
                    is(State.REVIEW, new Reason(ReasonCode.FIELD_REWRITTEN, stopped.mapping(),
                            "Something rewrites this field each time that Bothways writes it, so it is left alone."
                                    + " Find the automation, then edit the field or release it.", ""));
                    yield "stopped";
                }
            });
        }
    }

    /** A conflict that is decided again, because its write was refused or has to wait, is the same conflict. */
    private void lose(FieldDecision.Overruled overruled) {
        Side winner = overruled.winner();
        Mapping mapping = link.sync().object().mappings().stream()
                .filter(any -> any.name().equals(overruled.mapping()))
                .findFirst()
                .orElseThrow();
        String field = mapping.on(winner.other()).name();
        FieldValue value = workspace.record(link.record(winner).orElseThrow()).fields()
                .getOrDefault(mapping.on(winner).name(), FieldValue.CLEARED);
        LostEdit edit = new LostEdit(winner.other(), field, overruled.lost(), value);
        if (link.lost(mapping.name()).filter(edit::equals).isEmpty()) {
            link.lose(mapping.name(), edit);
            workspace.lose(new LostValue(
                    link.key(), mapping.name(), winner, overruled.rule().name(), value, overruled.lost()));
        }
    }

    private void awaits(FieldDecision.Awaiting awaiting) {
        String awaited = awaiting.reference().type() + " " + awaiting.reference().id();
        is(State.WAITING, new Reason(ReasonCode.REFERENCE_UNLINKED, awaiting.mapping(),
                "It points to " + awaited + ", which has no counterpart yet. It follows by itself.", ""));
        workspace.syncs().sibling(link.sync(), awaiting.source(), awaiting.reference().type())
                .ifPresent(sync -> workspace.wait(new Edge(
                        link.key(), awaiting.source(), sync.object().object(), awaiting.reference().id())));
    }

    /** Fields of the app that a create needs and that have no value; none: there is nothing to send at all. */
    void missing(Set<String> fields) {
        workspace.count("waiting");
        for (String field : new TreeSet<>(fields)) {
            is(State.WAITING, new Reason(ReasonCode.REQUIRED_FIELD_MISSING, field,
                    "The other app requires '" + field + "'. Fill the field that is mapped to it.", ""));
        }
        if (fields.isEmpty()) {
            is(State.WAITING, new Reason(Codes.CREATE_EMPTY, "", "None of the mapped fields has a value yet.", ""));
        }
    }

    /** The other record is gone, and this one is to follow or waits for a person. */
    void removing(State next, Reason reason) {
        is(next, reason);
    }

    void unread() {
        is(State.PENDING, new Reason(Codes.RECORD_UNREAD, "", "The counterpart is being read.", ""));
    }

    void differences(Set<String> mappings) {
        for (String mapping : new TreeSet<>(mappings)) {
            is(State.CONFLICT, new Reason(ReasonCode.FIELD_DIFFERS, mapping,
                    "The apps held different values when the records were matched; both were kept. Edit either.", ""));
        }
    }

    /** Adds what is under way and what was refused, and gives the link its state. */
    void settle() {
        for (Side side : Side.values()) {
            link.refusal(side).ifPresent(this::refused);
            link.flight(side).ifPresent(flight -> {
                is(State.PENDING);
                if (!flight.waitingCode().isEmpty()) {
                    reasons.add(new Reason(
                            flight.waitingCode(), "", flight.waitingMessage(), flight.waitingAppMessage()));
                }
            });
        }
        link.become(state, reasons);
    }

    private void refused(Refusal refusal) {
        is(refusal.review() ? State.REVIEW : State.FAILING, new Reason(refusal.failure().code(),
                refusal.failure().field(), refusal.failure().message(), refusal.failure().appMessage()));
    }

    private void is(State next, Reason reason) {
        is(next);
        reasons.add(reason);
    }

    private void is(State next) {
        state = ORDER.indexOf(next) > ORDER.indexOf(state) ? next : state;
    }
}
