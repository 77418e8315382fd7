package io.bothways.merge.decide;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.merge.LinkMerge;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.SideView;
import io.bothways.core.pair.Marks;
import io.bothways.core.pair.PairDecision.Why;
import io.bothways.core.pair.PairView;
import io.bothways.core.pair.Presence;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Removal;
import io.bothways.merge.link.Removal.Step;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Counterparts;
import io.bothways.merge.work.Workspace;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a delete on one side means for the other record of a pair, step by step: the app is asked by id first, then the
 * brake lets it go or a person decides. Every step is looked at anew: a record that lives on ends the removal.
 */
final class Removals {
    /** Chains of combined records are short; a circle of aliases is an app's mistake. */
    static final int MOST_HOPS = 12;

    private final Workspace workspace;
    private final Counterparts counterparts;
    private final Commands commands;
    private final Grounds grounds;

    Removals(Workspace workspace, Counterparts counterparts, Commands commands, Grounds grounds) {
        this.workspace = workspace;
        this.counterparts = counterparts;
        this.commands = commands;
        this.grounds = grounds;
    }

    /** What the pair's rules are asked with. */
    PairView view(Link link) {
        Set<Side> asked = EnumSet.noneOf(Side.class);
        Set<Side> ours = EnumSet.noneOf(Side.class);
        Set<Side> taken = EnumSet.noneOf(Side.class);
        link.removal().ifPresent(removal -> {
            if (!removal.open()) {
                ours.add(removal.target());
            } else if (removal.step().ordinal() >= Step.CONFIRMED.ordinal()) {
                asked.add(removal.target().other());
            }
        });
        for (Side side : Side.values()) {
            if (presence(link, side) == Presence.COMBINED && !free(link, side)) {
                taken.add(side);
            }
        }
        return new PairView(presence(link, Side.A), presence(link, Side.B),
                link.sync().object().deletedOn(Side.A), link.sync().object().deletedOn(Side.B), ours, asked, taken);
    }

    private boolean free(Link link, Side side) {
        RecordKey survivor = survivor(link, side).key();
        // Nobody can tell whether a counterpart was made for it: then it counts as having one.
        return workspace.links().free(link.sync(), side, survivor.id(), link)
                && workspace.links().live(link.sync(), side, survivor.id()).filter(Link::unresolved).isEmpty();
    }

    private MirrorRecord survivor(Link link, Side side) {
        return next(record(link, side));
    }

    private MirrorRecord next(MirrorRecord combined) {
        return workspace.record(combined.key().sibling(combined.aliasOf()));
    }

    /**
     * Whether the pair ends because the record of {@code side} was combined into one that is deleted now and had a
     * counterpart of its own. It does not move there: if the survivor is put back, it takes up its own link, and a person
     * is asked about this one again.
     */
    boolean endsWithSurvivor(Link link, Side side) {
        Optional<Link> own = linkOfDeadSurvivor(link, side);
        own.ifPresent(ended -> {
            ended.awaitedBy(side, record(link, side).key().id());
            link.setRemoval(null);
            end(link, Why.DELETE_IGNORED);
        });
        return own.isPresent();
    }

    /** Whether the record is there, or may be, under its own id or that of the one that it was combined into. */
    boolean livesOn(RecordKey key) {
        MirrorRecord record = workspace.record(key);
        for (int hops = 0; hops < MOST_HOPS && !record.aliasOf().isEmpty(); hops++) {
            record = next(record);
        }
        return record.alive() || !record.known() && !record.key().equals(key);
    }

    /** The link of the deleted record that the link's record of {@code side} was combined into, where it had one. */
    Optional<Link> linkOfDeadSurvivor(Link link, Side side) {
        if (!(link.sync().object().deletedOn(side) instanceof OnDelete.Ignore)) {
            return Optional.empty();
        }
        Optional<Link> own = Optional.empty();
        MirrorRecord survivor = record(link, side);
        for (int hops = 0; hops < MOST_HOPS && !survivor.aliasOf().isEmpty(); hops++) {
            survivor = next(survivor);
            String id = survivor.key().id();
            own = own.or(() -> workspace.links().ended(link.sync(), side, id).stream()
                    .filter(ended -> ended != link && ended.full() && record(ended, side.other()).alive())
                    .findFirst());
        }
        return survivor.deleted() && survivor.aliasOf().isEmpty() ? own : Optional.empty();
    }

    private Presence presence(Link link, Side side) {
        MirrorRecord record = record(link, side);
        if (record.deleted()) {
            return record.aliasOf().isEmpty() ? Presence.DELETED : Presence.COMBINED;
        }
        return record(link, side.other()).deleted() && edited(link, side) ? Presence.EDITED : Presence.ALIVE;
    }

    /** An edit that a person has seen when the delete was approved beats it no more. */
    private boolean edited(Link link, Side side) {
        if (link.removal().filter(removal -> removal.step() == Step.APPROVED).isPresent()) {
            return false;
        }
        SideView ours = new SideView(record(link, side).fields(), link.base(side), record(link, side).edited());
        SideView none = new SideView(Map.of(), Map.of(), record(link, side).edited());
        return LinkMerge.edited(link.sync().object(), side, new LinkView(side == Side.A ? ours : none,
                side == Side.A ? none : ours, Set.of(), counterparts.of(link.sync()), grounds.region()));
    }

    /** Whether the other record has followed the deleted one, so that the link is over. */
    boolean settled(Link link) {
        Optional<Side> followed = link.removal()
                .filter(removal -> !removal.open() && record(link, removal.target().other()).deleted())
                .map(Removal::target);
        followed.ifPresent(target -> end(link, whyOver(link, target)));
        return followed.isPresent();
    }

    /** The record of {@code target} has followed, was marked, or is kept: a person declined, or has put it back. */
    private Why whyOver(Link link, Side target) {
        MirrorRecord record = record(link, target);
        boolean marked = switch (link.sync().object().deletedOn(target.other())) {
            case OnDelete.Archive(Mark mark) -> isMarked(record, mark);
            case OnDelete.Tag(Mark mark) -> isMarked(record, mark);
            case OnDelete.Delete delete -> false;
            case OnDelete.Ignore ignore -> false;
        };
        return record.deleted() ? Why.BOTH_DELETED : marked ? Why.DELETE_IGNORED : Why.UNDONE;
    }

    private static boolean isMarked(MirrorRecord record, Mark mark) {
        FieldValue now = record.fields().getOrDefault(mark.field().name(), FieldValue.UNREAD);
        return Marks.put(mark, now).equals(now);
    }

    /** Takes the steps that somebody else decided, where the removal still stands where they saw it. */
    void obey(Link link, List<Order> orders) {
        for (Order order : orders) {
            link.removal().filter(Removal::open).ifPresent(removal -> {
                switch (order) {
                    case Order.Field field -> {}
                    case Order.TryAgain again -> {}
                    case Order.Ask ask -> ask(link, removal);
                    case Order.LetGo go -> step(link, removal, Step.GOING, EnumSet.of(Step.CONFIRMED));
                    case Order.Hold hold -> step(link, removal, Step.HELD, EnumSet.of(Step.CONFIRMED));
                    case Order.Approve approve -> {
                        link.forgive(removal.target());
                        step(link, removal, Step.APPROVED, EnumSet.of(Step.CONFIRMED, Step.HELD, Step.REVIEW));
                    }
                    case Order.Decline decline -> decline(link, removal);
                }
            });
        }
    }

    private void ask(Link link, Removal removal) {
        if (removal.step() == Step.WAITING || removal.step() == Step.ASKED) {
            link.setRemoval(removal.at(Step.ASKED, workspace.now()));
            workspace.reread(link.record(removal.target().other()).orElseThrow());
        }
    }

    private void step(Link link, Removal removal, Step next, Set<Step> from) {
        if (from.contains(removal.step())) {
            link.setRemoval(removal.at(next, workspace.now()));
        }
    }

    /** Counts as if we had done the delete ourselves: it comes never back over this link. */
    private void decline(Link link, Removal removal) {
        if (removal.step() == Step.HELD || removal.step() == Step.REVIEW) {
            link.setRemoval(new Removal(removal.target().other(), Step.GONE_APPROVED, workspace.now()));
        }
    }

    /** The delete is new, or the app was asked; true if it is confirmed, so that the pair is decided again. */
    boolean ask(Link link, Side deleted) {
        Optional<Removal> begun = link.removal().filter(removal -> removal.target() == deleted.other());
        if (begun.isEmpty()) {
            link.setRemoval(new Removal(deleted.other(), Step.WAITING, workspace.now()));
        } else if (begun.get().step() == Step.ASKED
                && workspace.isConfirmed(link.record(deleted).orElseThrow())) {
            link.setRemoval(begun.get().at(Step.CONFIRMED, workspace.now()));
            return true;
        }
        standing(link, State.PENDING, new Reason(Codes.DELETE_CHECKED, "",
                "The record was deleted in one app. It is checked before the other app's record follows.", ""));
        return false;
    }

    /** The other record is deleted, once it may be. */
    void remove(Link link, Side target) {
        withdrawn(link);
        if (mayGo(link) && link.flight(target).isEmpty() && !commands.refused(link, target, Map.of())) {
            commands.delete(link, target);
        }
        standing(link);
    }

    /** The other record is marked, once it may be. */
    void mark(Link link, Side target, Mark mark, boolean braked) {
        FieldValue now = record(link, target).fields().getOrDefault(mark.field().name(), FieldValue.UNREAD);
        FieldValue marked = Marks.put(mark, now);
        if (isMarked(record(link, target), mark)) {
            end(link, Why.DELETE_IGNORED);
            return;
        }
        Map<String, FieldValue> write = Map.of(mark.field().name(), marked);
        withdrawn(link);
        boolean may = !braked || mayGo(link);
        if (may && link.flight(target).isEmpty() && !commands.refused(link, target, write)) {
            commands.mark(link, target, mark.field().name(), marked);
        }
        standing(link);
    }

    /**
     * The record of {@code target} is deleted because the other one has left the scope: once its app was asked by id and
     * says the same, within the brake, and not where it holds an edit that nobody has seen yet. What a person declined
     * stays.
     */
    void leave(Link link, Side target, Reason why) {
        obey(link, workspace.orders(link.key()));
        Optional<Removal> begun = link.removal();
        if (begun.isEmpty() || begun.get().open() && begun.get().target() != target) {
            link.setRemoval(new Removal(target, Step.WAITING, workspace.now()));
        } else if (!begun.get().open()) {
            link.become(State.EXCLUDED, List.of(why));
            return;
        } else if (begun.get().step() == Step.ASKED
                && workspace.isConfirmed(link.record(target.other()).orElseThrow())) {
            link.setRemoval(begun.get().at(Step.CONFIRMED, workspace.now()));
        }
        if (edited(link, target)) {
            link.removal().filter(removal -> removal.step() != Step.REVIEW)
                    .ifPresent(removal -> link.setRemoval(removal.at(Step.REVIEW, workspace.now())));
            standing(link, State.REVIEW, new Reason(Codes.EDIT_BEATS_DELETE, "",
                    why.message() + " Its counterpart was edited meanwhile. Delete it there, or keep it.", ""));
            return;
        }
        withdrawn(link);
        if (mayGo(link) && link.flight(target).isEmpty() && !commands.refused(link, target, Map.of())) {
            commands.delete(link, target);
        }
        if (link.removal().filter(removal -> removal.step() == Step.HELD).isPresent()) {
            standing(link);
        } else {
            standing(link, waiting(link),
                    new Reason(why.code(), "", why.message() + " Its counterpart is deleted.", ""));
        }
    }

    /** The edit that had beaten the delete was taken back: nobody has to decide any more. */
    private void withdrawn(Link link) {
        link.removal().filter(removal -> removal.step() == Step.REVIEW)
                .ifPresent(removal -> link.setRemoval(removal.at(Step.CONFIRMED, workspace.now())));
    }

    private static boolean mayGo(Link link) {
        return link.removal().filter(Removal::mayGo).isPresent();
    }

    /** A person decides about the pair. */
    void review(Link link, Why why) {
        if (why == Why.EDIT_BEATS_DELETE) {
            link.removal().filter(removal -> removal.step() != Step.REVIEW)
                    .ifPresent(removal -> link.setRemoval(removal.at(Step.REVIEW, workspace.now())));
            standing(link, State.REVIEW, new Reason(Codes.EDIT_BEATS_DELETE, "",
                    "The record was deleted in one app and edited in the other. Delete it there too, or keep it.", ""));
        } else {
            // Nothing was deleted: a removal that had begun would be asked about for ever, and count for the brake.
            link.removal().filter(Removal::open).ifPresent(begun -> link.setRemoval(null));
            awaitSurvivors(link);
            standing(link, State.REVIEW, new Reason(Codes.COMBINED_BOTH_LINKED, "",
                    "The app combined two records that both have a counterpart. Combine these too.", ""));
        }
    }

    /** Once the survivor's own link is over, this one may go on with it. */
    private void awaitSurvivors(Link link) {
        for (Side side : Side.values()) {
            MirrorRecord loser = record(link, side);
            if (!loser.aliasOf().isEmpty()) {
                workspace.links().live(link.sync(), side, loser.aliasOf())
                        .ifPresent(survivor -> survivor.awaitedBy(side, loser.key().id()));
            }
        }
    }

    private void standing(Link link) {
        boolean held = link.removal().filter(removal -> removal.step() == Step.HELD).isPresent();
        if (held) {
            standing(link, State.REVIEW, new Reason(Codes.DELETES_HELD, "",
                    "So many records would be deleted at once that a person decides about all of them.", ""));
        } else {
            standing(link, waiting(link), new Reason(Codes.DELETE_CHECKED, "",
                    "The record was deleted in one app. The other app's record follows.", ""));
        }
    }

    /** What the app refused does not go on by itself. */
    private static State waiting(Link link) {
        return link.removal().flatMap(removal -> link.refusal(removal.target())).isPresent()
                ? State.FAILING
                : State.PENDING;
    }

    private void standing(Link link, State state, Reason reason) {
        Standing standing = new Standing(link, workspace);
        standing.removing(state, reason);
        standing.settle();
    }

    /** The link is over: what is there stays there, and is not made again. */
    static void end(Link link, Why why) {
        link.become(State.ENDED, List.of(switch (why) {
            case BOTH_DELETED -> new Reason(Codes.RECORD_DELETED, "", "The record was deleted in both apps.", "");
            case DELETE_IGNORED, EDIT_BEATS_DELETE, BOTH_LINKED -> new Reason(Codes.RECORD_DELETED, "",
                    "The record was deleted in one app. The other app keeps its record.", "");
            case UNDONE -> new Reason(Codes.DELETE_UNDONE, "",
                    "The delete was undone or declined on one side only. Both apps keep what they have.", "");
        }));
    }

    private MirrorRecord record(Link link, Side side) {
        return workspace.record(link.record(side).orElseThrow());
    }
}
