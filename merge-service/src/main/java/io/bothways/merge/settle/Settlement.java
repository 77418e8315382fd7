package io.bothways.merge.settle;

import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteResult;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.merge.FieldEdit;
import io.bothways.core.merge.Rewrites;
import io.bothways.core.merge.SetMerge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Refusal;
import io.bothways.merge.link.Removal;
import io.bothways.merge.work.TakeIn;
import io.bothways.merge.work.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settles write results. */
public final class Settlement {
    private static final int MOST_STALE_ANSWERS = 5;

    private final Workspace workspace;
    private final TakeIn takeIn;
    private final CanonicalForm form;
    private final Overwritten overwritten;

    public Settlement(Workspace workspace, String region) {
        this.workspace = workspace;
        this.takeIn = new TakeIn(workspace);
        this.form = new CanonicalForm(region);
        this.overwritten = new Overwritten(workspace, form);
    }

    /** Whether the command is over: a deferred one is still in the writer's backlog. */
    public static boolean ends(WriteResult result) {
        return !(result.outcome() instanceof Outcome.Deferred);
    }

    /** Takes the told values into the mirror, and settles the link if the command is the one it waits for. */
    public void settle(WriteResult result) {
        Optional<Link> link = workspace.links().get(LinkKey.of(result.command()));
        Map<String, FieldValue> before = link.flatMap(known -> known.record(result.command().side()))
                .map(target -> workspace.record(target).fields())
                .orElse(Map.of());
        takeIn(result, link);
        link.ifPresent(known -> touchEnds(known));
        link.flatMap(known -> known.flight(result.command().side()))
                .filter(flight -> flight.command().equals(result.command().id()))
                .ifPresent(flight -> settle(result, link.orElseThrow(), flight, before));
    }

    /** The edits that the command carried to fields, where what the app tells of them is what it was told. */
    private Map<String, FieldEdit> carried(WriteResult result, Outcome.Applied applied, Optional<Link> link) {
        if (link.isEmpty()) {
            return Map.of();
        }
        Side side = result.command().side();
        Map<String, FieldEdit> edits = new HashMap<>(link.get().flight(side)
                .filter(flight -> flight.command().equals(result.command().id()))
                .map(Flight::edits)
                .orElse(Map.of()));
        boolean shared = workspace.syncs().placesOf(link.get().sync().record(side, applied.ref().id())).size() > 1;
        String root = shared ? TakeIn.root(result.command().message()) : "";
        if (shared) {
            // What one connection writes is no edit for the others.
            result.sent().keySet().forEach(field -> edits.putIfAbsent(field, new FieldEdit(root, 0, 1)));
        }
        Optional<Evidence> evidence = applied.told().map(Snapshot::evidence);
        long stamp = Math.max(0, evidence.map(Evidence::version).orElse(0L));
        edits.replaceAll((field, edit) -> edit.carried(stamp));
        result.sent().forEach((field, sent) -> {
            FieldValue now = applied.told().map(told -> told.field(field)).orElse(FieldValue.UNREAD);
            if (!applied.inAnswer() && !sameAsSent(link.get(), side, field, now, sent)) {
                edits.remove(field);
                evidence.filter(any -> !(now instanceof FieldValue.Unread)).ifPresent(any ->
                        edits.put(field, new FieldEdit(root, stamp, any.tick()).answering(stamp)));
            }
        });
        return edits;
    }

    private void takeIn(WriteResult result, Optional<Link> link) {
        MessageHead head = result.command().message();
        switch (result.outcome()) {
            case Outcome.Applied applied -> applied.told().ifPresent(told ->
                    takeIn.answer(head, told, result.sent().keySet(), carried(result, applied, link)));
            case Outcome.Stale stale -> stale.now().ifPresent(now -> takeIn.snapshot(head, now));
            default -> {}
        }
    }

    private void touchEnds(Link link) {
        for (Side side : Side.values()) {
            link.record(side).ifPresent(workspace::touch);
        }
    }

    private void settle(WriteResult result, Link link, Flight flight, Map<String, FieldValue> before) {
        Side side = result.command().side();
        if (ends(result)) {
            link.land(side);
            if (flight.creates()) {
                workspace.createSettled(link.sync().record(side, "-"));
            }
        }
        switch (result.outcome()) {
            case Outcome.Applied applied -> {
                overwritten.keep(result, link, flight, before);
                applied(result, applied, link, flight);
            }
            case Outcome.AlreadyExists exists -> alreadyExists(exists, link, side, flight);
            case Outcome.MovedTo moved -> moved(result.command(), link, moved.survivor().id());
            case Outcome.Gone gone -> link.record(side).filter(target -> target.id().equals(gone.ref().id()))
                    .ifPresent(target -> bury(target, ""));
            case Outcome.Rejected rejected ->
                link.refuse(side, new Refusal(flight.digest(), false, rejected.failure()));
            case Outcome.Unresolved lost -> link.refuse(side, new Refusal(flight.digest(), true, lost.failure()));
            case Outcome.Deferred deferred -> link.delay(side, flight.waiting(deferred.failure()));
            case Outcome.Stale stale -> {
                rememberTold(result, link);
                rememberExpected(link, side, flight);
                stale(stale, result.command(), link, flight);
            }
            case Outcome.Superseded superseded -> {}
        }
    }

    private void applied(WriteResult result, Outcome.Applied applied, Link link, Flight flight) {
        Side side = result.command().side();
        link.setStaleAnswers(side, 0);
        if (flight.creates() && !become(link, side, applied.ref(), flight)) {
            return;
        }
        switch (flight.purpose()) {
            case CREATE, CARRY -> agreed(result, applied, link, flight);
            case PUT_BACK -> {}
            case REMOVE -> removed(result, applied, link);
        }
        if (flight.purpose() == Flight.Purpose.CARRY) {
            wrote(link, side, flight, applied.told().map(told -> told.evidence().version()).orElse(0L));
        }
    }

    /** The record that was to follow its deleted counterpart has done so; the link is over. */
    private void removed(WriteResult result, Outcome.Applied applied, Link link) {
        boolean approved = link.removal().filter(known -> known.step() == Removal.Step.APPROVED).isPresent();
        // Noted also where the deleted record is back by now: what we did never comes back over this link.
        link.setRemoval(new Removal(result.command().side(),
                approved ? Removal.Step.GONE_APPROVED : Removal.Step.GONE, workspace.now()));
        if (result.sent().isEmpty()) {
            bury(link.sync().record(result.command().side(), applied.ref().id()), "");
        }
    }

    /** What changes next on this side and soon may be an automation's answer. */
    private static void wrote(Link link, Side side, Flight flight, long at) {
        Map<String, Rewrites> rewrites = new HashMap<>(link.rewrites());
        for (Mapping mapping : link.sync().object().mappings()) {
            if (flight.fields().stream().anyMatch(field -> mapping.has(side, field))) {
                rewrites.put(mapping.name(), Rewrites.afterWrite(
                        Optional.ofNullable(rewrites.get(mapping.name())), side, Math.max(0, at)));
            }
        }
        link.setRewrites(rewrites);
    }

    private void agreed(WriteResult result, Outcome.Applied applied, Link link, Flight flight) {
        Side side = result.command().side();
        link.moveBase(side.other(), result.sourceValues());
        link.setDifferences(differences(result, applied, link));
        Map<String, FieldValue> bases = new HashMap<>();
        applied.told().ifPresent(told -> result.sent().forEach((field, sent) -> {
            FieldValue now = told.field(field);
            boolean ours = applied.inAnswer() || sameAsSent(link, side, field, now, sent);
            if (!(now instanceof FieldValue.Unread) && ours) {
                bases.put(field, agreed(link, side, field, flight.expected().get(field), now));
            }
        }));
        link.moveBase(side, bases);
    }

    private static FieldValue agreed(
            Link link, Side side, String field, @Nullable FieldValue expected, FieldValue told) {
        FieldValue base = link.base(side).get(field);
        return base == null || expected == null || expected instanceof FieldValue.Unread
                ? told
                : setOf(link, side, field)
                        .map(type -> SetMerge.baseAfterWrite(base, expected, told, type))
                        .orElse(told);
    }

    /**
     * What was listed as different has been carried. But where the app held something else by the time that it could be
     * asked what it made of ours, its base stays: once it holds the old value again, both sides look as they did at the
     * last agreement, and differ.
     */
    private Set<String> differences(WriteResult result, Outcome.Applied applied, Link link) {
        Side side = result.command().side();
        Set<String> differences = new HashSet<>(link.differences());
        for (Mapping mapping : link.sync().object().mappings()) {
            String field = mapping.on(side).name();
            FieldValue sent = result.sent().getOrDefault(field, FieldValue.UNREAD);
            FieldValue now = applied.told().map(told -> told.field(field)).orElse(FieldValue.UNREAD);
            boolean holdsAnother = !applied.inAnswer() && !(now instanceof FieldValue.Unread)
                    && !sameAsSent(link, side, field, now, sent);
            if (sent instanceof FieldValue.Unread) {
                continue;
            }
            if (holdsAnother) {
                differences.add(mapping.name());
            } else {
                differences.remove(mapping.name());
            }
        }
        return differences;
    }

    private boolean sameAsSent(Link link, Side side, String field, FieldValue now, FieldValue sent) {
        return link.sync().object().mappings().stream()
                .flatMap(mapping -> mapping.fields(side).stream())
                .filter(end -> end.name().equals(field))
                .anyMatch(end -> form.same(now, sent, end.type()));
    }

    /** The link's record of {@code side} is this one; false where it belongs to another link. */
    private boolean become(Link link, Side side, RecordRef ref, Flight flight) {
        RecordKey key = link.sync().record(side, ref.id());
        workspace.record(key);
        workspace.touch(key);
        if (!workspace.links().free(link.sync(), side, ref.id(), link)) {
            String message = "The counterpart is linked to another record already. Unlink one of the two.";
            link.refuse(side, new Refusal(flight.digest(), true, new Failure(Codes.MATCH_TAKEN, message, "", "", 0)));
            return false;
        }
        workspace.join(link, side, ref.id());
        return true;
    }

    private void alreadyExists(Outcome.AlreadyExists exists, Link link, Side side, Flight flight) {
        Optional<RecordRef> existing = exists.existing();
        if (existing.isEmpty()) {
            link.refuse(side, new Refusal(flight.digest(), true, exists.failure()));
        } else if (become(link, side, existing.get(), flight)) {
            workspace.reread(link.sync().record(side, existing.get().id()));
        }
    }

    /** The target lives on under another id; the link may have followed it there, or further, since it was sent. */
    private void moved(CommandHead head, Link link, String survivor) {
        link.record(head.side()).ifPresent(target -> {
            RecordKey heir = target.sibling(survivor);
            if (!livesOnIn(heir, target)) {
                bury(target, survivor);
                if (!workspace.record(heir).known()) {
                    workspace.reread(heir);
                }
            }
            workspace.touch(heir);
        });
    }

    private boolean livesOnIn(RecordKey record, RecordKey heir) {
        Set<RecordKey> seen = new HashSet<>();
        RecordKey next = record;
        while (!next.equals(heir) && seen.add(next) && !workspace.record(next).aliasOf().isEmpty()) {
            next = next.sibling(workspace.record(next).aliasOf());
        }
        return next.equals(heir);
    }

    private void bury(RecordKey target, String survivor) {
        workspace.record(target).bury(survivor, workspace.now());
        workspace.tell(target);
        workspace.touch(target);
    }

    /**
     * The command may have been carried out after all, in words that nobody recognises. Where the source was edited
     * since it was decided, also back to what was agreed before, that edit has to be seen as one.
     */
    private void rememberTold(WriteResult result, Link link) {
        rememberEdited(link, result.command().side().other(), result.sourceValues());
    }

    /** A target that was edited since, but back to what had been agreed, would look as if nobody had edited it. */
    private void rememberExpected(Link link, Side side, Flight flight) {
        rememberEdited(link, side, flight.expected());
    }

    /** What has changed since these values were seen becomes an edit, whatever had been agreed. */
    private void rememberEdited(Link link, Side side, Map<String, FieldValue> seen) {
        Map<String, FieldValue> now = link.record(side).map(key -> workspace.record(key).fields()).orElse(Map.of());
        Map<String, FieldValue> bases = new HashMap<>();
        seen.forEach((field, then) -> {
            FieldValue held = now.getOrDefault(field, then);
            if (!(then instanceof FieldValue.Unread) && !sameAsSent(link, side, field, held, then)) {
                bases.put(field, setOf(link, side, field)
                        .map(type -> SetMerge.baseOfEditsSince(
                                link.base(side).getOrDefault(field, FieldValue.CLEARED), then, held, type))
                        .orElse(then));
            }
        });
        link.moveBase(side, bases);
    }

    /** The type of a field that is merged by its members: of these each is an edit of its own. */
    private static Optional<ValueType> setOf(Link link, Side side, String field) {
        return link.sync().object().mappings().stream()
                .filter(mapping -> mapping.has(side, field) && SetMerge.applies(mapping))
                .map(mapping -> mapping.on(side).type())
                .findFirst();
    }

    /** Decided again, unless the target never rests: then the same write waits for another reading. */
    private void stale(Outcome.Stale stale, CommandHead head, Link link, Flight flight) {
        Side side = head.side();
        link.setStaleAnswers(side, link.staleAnswers(side) + 1);
        if (link.staleAnswers(side) >= MOST_STALE_ANSWERS) {
            link.setStaleAnswers(side, 0);
            String message = "The record changed each time before it could be written. It follows when it rests.";
            link.refuse(side, new Refusal(flight.digest(), false,
                    new Failure(Codes.TARGET_KEEPS_CHANGING, message, stale.why(), "", 0)));
        }
        if (stale.now().isEmpty()) {
            link.record(side).ifPresent(workspace::reread);
        }
    }
}
