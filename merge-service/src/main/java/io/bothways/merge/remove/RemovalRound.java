package io.bothways.merge.remove;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Request;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Removal.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One look at the deletes that wait. Those that have rested are asked for by id; those that are confirmed are counted
 * per connection, object and side with what went out in the window, and let go, or all of them held together. Several
 * replicas may look at once: what they order is done under the merge's locks, and only where it still fits.
 */
public final class RemovalRound {
    /** An answer that did not come by then is asked for again. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(5);
    private static final int MOST_AT_ONCE = 500;

    private final RemovalSource source;
    private final MergeFlow flow;
    private final Consumer<Activity> teller;
    private final Heads heads;
    private final Pace pace;
    private final Clock clock;
    private final Map<Group, String> announced = new ConcurrentHashMap<>();

    /** Makes the heads of what is told. */
    @FunctionalInterface
    public interface Heads {
        MessageHead now(TenantId tenant, AccountId account, Cause cause);
    }

    /**
     * How fast deletes go.
     *
     * @param horizon how long a delete rests before its app is asked
     * @param window over which deletes are counted together
     */
    public record Pace(Duration horizon, Duration window, DeleteBrake brake) {}

    /** What is counted together: an object sync (a link key without link) and the side that is written to. */
    private record Group(LinkKey object, Side target) {}

    public RemovalRound(RemovalSource source, MergeFlow flow, Consumer<Activity> teller, Heads heads, Pace pace,
            Clock clock) {
        this.source = source;
        this.flow = flow;
        this.teller = teller;
        this.heads = heads;
        this.pace = pace;
        this.clock = clock;
    }

    /** Goes once through everything that waits. */
    public void go(Syncs syncs) {
        Instant now = clock.instant();
        List<Order> orders = new ArrayList<>();
        Map<Group, List<Removing>> counted = new TreeMap<>(
                Comparator.comparing(Group::object).thenComparing(Group::target));
        for (Removing removing : source.open()) {
            Step step = removing.removal().step();
            Duration rested = Duration.between(removing.removal().since(), now);
            boolean due = step == Step.WAITING && rested.compareTo(pace.horizon) >= 0
                    || step == Step.ASKED && rested.compareTo(ASKED_AGAIN) >= 0;
            if (due) {
                orders.add(new Order.Ask(removing.link()));
            }
            counted.computeIfAbsent(group(removing), any -> new ArrayList<>()).add(removing);
        }
        announced.keySet().retainAll(counted.keySet());
        counted.forEach((group, removings) -> brake(group, removings, now, syncs, orders));
        merge(orders);
    }

    private void brake(Group group, List<Removing> removings, Instant now, Syncs syncs, List<Order> orders) {
        List<Removing> confirmed = at(removings, Step.CONFIRMED);
        List<Removing> held = at(removings, Step.HELD);
        if (confirmed.isEmpty() && held.isEmpty()) {
            return;
        }
        long going = at(removings, Step.GOING).size();
        long gone = source.gone(group.object, group.target, now.minus(pace.window)) + going;
        long all = source.pairs(group.object) + gone - going;
        int waiting = confirmed.size() + held.size();
        int suspected = at(removings, Step.WAITING).size() + at(removings, Step.ASKED).size();
        if (!held.isEmpty() || pace.brake.holds(waiting, gone, all)) {
            confirmed.forEach(removing -> orders.add(new Order.Hold(removing.link())));
            List<Removing> together = new ArrayList<>(held);
            together.addAll(confirmed);
            announce(group, together, all, syncs);
        } else if (!pace.brake.holds(waiting + suspected, gone, all)) {
            // Otherwise a mass delete that is confirmed one by one would go out one by one.
            confirmed.forEach(removing -> orders.add(new Order.LetGo(removing.link())));
        }
    }

    private static List<Removing> at(List<Removing> removings, Step step) {
        return removings.stream().filter(removing -> removing.removal().step() == step).toList();
    }

    /** Once per batch; a replica that starts tells it again, which does no harm. */
    private void announce(Group group, List<Removing> waiting, long all, Syncs syncs) {
        String name = nameOf(waiting);
        if (!name.equals(announced.put(group, name))) {
            syncs.of(group.object).ifPresent(sync -> teller.accept(new Activity.DeletesHeld(
                    heads.now(group.object.tenant(), sync.connection().account(group.target),
                            Cause.of(Cause.Kind.WRITE)),
                    group.object.connection(), group.object.object(), group.target, name, waiting.size(), all)));
        }
    }

    /** What a person's decision means: for exactly the batch that is held now, or the one pair in review. */
    public List<Order> decided(Request.DecideDeletes decide) {
        Map<String, List<Removing>> batches = new HashMap<>();
        List<Removing> held = new ArrayList<>();
        for (Removing removing : source.open()) {
            LinkKey key = removing.link();
            boolean meant = key.tenant().equals(decide.head().tenant()) && key.connection().equals(decide.connection())
                    && key.object().equals(decide.object()) && removing.removal().target() == decide.side();
            if (meant && removing.removal().step() == Step.REVIEW) {
                batches.put(key.link(), List.of(removing));
            } else if (meant && removing.removal().step() == Step.HELD) {
                held.add(removing);
            }
        }
        batches.put(nameOf(held), held);
        return batches.getOrDefault(decide.batch(), List.of()).stream()
                .<Order>map(removing -> decide.approved()
                        ? new Order.Approve(removing.link())
                        : new Order.Decline(removing.link()))
                .toList();
    }

    private static String nameOf(List<Removing> removings) {
        return DeleteBrake.nameOf(removings.stream().map(removing -> removing.link().link()).toList());
    }

    private void merge(List<Order> orders) {
        for (int from = 0; from < orders.size(); from += MOST_AT_ONCE) {
            flow.merge(Batch.ofOrders(orders.subList(from, Math.min(orders.size(), from + MOST_AT_ONCE))));
        }
    }

    private static Group group(Removing removing) {
        return new Group(removing.link().sibling(""), removing.removal().target());
    }
}
