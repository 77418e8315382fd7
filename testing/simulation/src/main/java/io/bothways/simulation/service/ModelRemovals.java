package io.bothways.simulation.service;

import io.bothways.contracts.Cause;
import io.bothways.contracts.event.Request;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Removal.Step;
import io.bothways.merge.remove.RemovalRound;
import io.bothways.merge.remove.Removing;
import io.bothways.simulation.memory.Crash;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.wire.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks after deletes that wait, round by round, and lets people decide about those that are held. */
public final class ModelRemovals {
    /** The worlds are small: more deletes than these, and more than a tenth, are held. */
    public static final DeleteBrake BRAKE = new DeleteBrake(2, 10);

    private static final long ROUND = 60_000;
    private static final Duration HORIZON = Duration.ofMinutes(2);
    /** Longer than any history. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private final Timeline timeline;
    private final MemoryStore store;
    private final MergeFlow flow;
    private final Supplier<Syncs> syncs;
    private final Words words;
    private final RemovalRound round;
    private final Map<LinkKey, Long> approved = new HashMap<>();

    public ModelRemovals(Timeline timeline, MemoryStore store, MergeFlow flow, Supplier<Syncs> syncs, Words words,
            DeleteBrake brake) {
        this.timeline = timeline;
        this.store = store;
        this.flow = flow;
        this.syncs = syncs;
        this.words = words;
        this.round = new RemovalRound(store, flow, told -> {},
                (tenant, account, cause) -> words.head(account, cause.kind(), 0),
                new RemovalRound.Pace(HORIZON, WINDOW, brake), timeline);
        timeline.in(ROUND, this::look);
    }

    private void look() {
        try {
            round.go(syncs.get());
        } catch (Crash dead) {
            // What was committed is found by the next round.
        }
        timeline.in(ROUND, this::look);
    }

    /** A person decides about deletes that wait; false where there are none. */
    public boolean decide(long salt) {
        List<Removing> open = store.open().stream()
                .filter(removing -> removing.removal().step() == Step.HELD
                        || removing.removal().step() == Step.REVIEW)
                .toList();
        if (open.isEmpty()) {
            return false;
        }
        Removing chosen = open.get((int) (salt % open.size()));
        Optional<Sync> sync = syncs.get().of(chosen.link());
        List<Order> orders = round.decided(new Request.DecideDeletes(
                words.head(sync.orElseThrow().connection().account(chosen.removal().target()),
                        Cause.Kind.REQUEST, 0),
                chosen.link().connection(), chosen.link().object(), chosen.removal().target(), batch(chosen, open),
                salt % 3 > 0));
        orders.forEach(order -> {
            if (order instanceof Order.Approve approve) {
                approved.put(approve.link(), timeline.now());
            }
        });
        try {
            flow.merge(Batch.ofOrders(orders));
        } catch (Crash dead) {
            // The person sees that nothing happened, or that it has.
        }
        return true;
    }

    private static String batch(Removing chosen, List<Removing> open) {
        return chosen.removal().step() == Step.REVIEW
                ? chosen.link().link()
                : DeleteBrake.nameOf(open.stream()
                        .filter(other -> other.removal().step() == Step.HELD)
                        .filter(other -> other.link().sibling("").equals(chosen.link().sibling(""))
                                && other.removal().target() == chosen.removal().target())
                        .map(other -> other.link().link())
                        .toList());
    }

    /** When a person last approved that the link's record is deleted. */
    public Optional<Long> approvedAt(LinkKey link) {
        return Optional.ofNullable(approved.get(link));
    }
}
