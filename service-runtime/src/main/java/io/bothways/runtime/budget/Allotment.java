package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import io.bothways.runtime.budget.Ask.Answered;
import io.bothways.runtime.budget.Ask.Grant;
import io.bothways.runtime.budget.Ask.Told;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who gets what: takes in what was answered, then gives calls one by one to the lane whose turn it is, as long as every
 * limit has room for it. Pure.
 */
final class Allotment {
    private static final long SHORTEST_WAIT = 8;
    private static final long LONGEST_WAIT = 5_000;

    private final Ask ask;
    private final List<Usage> usages;
    private final Map<Lane, Long> open;
    private final Map<Lane, Long> granted = new EnumMap<>(Lane.class);

    private Allotment(Ask ask, List<Usage> usages) {
        this.ask = ask;
        this.usages = usages;
        this.open = new EnumMap<>(Lane.class);
        open.putAll(ask.demand());
    }

    /** @param usages of the ask's charges, in their order, advanced to now */
    static Grant of(Ask ask, List<Usage> usages) {
        Allotment allotment = new Allotment(ask, usages);
        allotment.takeIn();
        return allotment.give();
    }

    private void takeIn() {
        for (int i = 0; i < usages.size(); i++) {
            Usage usage = usages.get(i);
            long tokens = ask.charges().get(i).tokens();
            for (Answered answered : ask.answered()) {
                usage.giveBack(ask.process(), answered.calls() * tokens);
                usage.answered(answered.calls() * tokens, usage.now() - answered.ageMillis());
            }
            usage.giveBack(ask.process(), ask.unused() * tokens);
            for (Told told : ask.told()) {
                if (told.limit().equals(usage.limit().name())) {
                    usage.told(told.left(), told.most(), usage.now() - told.ageMillis());
                }
            }
        }
    }

    private Grant give() {
        Usage first = usages.getFirst();
        Turns turns = first.turns;
        turns.join(open, first.now());
        for (Optional<Lane> next = turns.next(servable(), first.now()); next.isPresent();
                next = turns.next(servable(), first.now())) {
            Lane lane = next.get();
            lend(1);
            turns.served(lane);
            granted.merge(lane, 1L, Long::sum);
            open.merge(lane, -1L, Long::sum);
        }
        boolean served = open.values().stream().allMatch(count -> count == 0);
        long spare = served ? spare() : 0;
        lend(spare);
        long wait = served ? 0 : waitMillis();
        turns.leave(heldUp(first), first.now() + 2 * wait + SHORTEST_WAIT);
        return new Grant(granted, spare, wait);
    }

    /** Turns are of the first limit: who waits for another one must not keep the others from this one. */
    private Map<Lane, Long> heldUp(Usage first) {
        Map<Lane, Long> heldUp = new EnumMap<>(Lane.class);
        open.forEach((lane, count) -> {
            boolean elsewhere = first.hasRoom(lane, ask.charges().getFirst().tokens()) && !hasRoom(lane);
            heldUp.put(lane, elsewhere ? 0 : count);
        });
        return heldUp;
    }

    private Map<Lane, Long> servable() {
        Map<Lane, Long> servable = new EnumMap<>(Lane.class);
        open.forEach((lane, count) -> servable.put(lane, hasRoom(lane) ? count : 0));
        return servable;
    }

    private boolean hasRoom(Lane lane) {
        for (int i = 0; i < usages.size(); i++) {
            if (!usages.get(i).hasRoom(lane, ask.charges().get(i).tokens())) {
                return false;
            }
        }
        return true;
    }

    /** Nobody knows yet what they will be used for: so only what the least urgent lane could have. */
    private long spare() {
        long spare = ask.pack();
        for (int i = 0; i < usages.size(); i++) {
            spare = Math.min(spare, usages.get(i).room(Lane.NIGHTLY) / ask.charges().get(i).tokens());
        }
        return spare;
    }

    private void lend(long calls) {
        for (int i = 0; i < usages.size() && calls > 0; i++) {
            Usage usage = usages.get(i);
            long tokens = calls * ask.charges().get(i).tokens();
            usage.lend(ask.process(), tokens, usage.now() + ask.lasting().toMillis());
            usage.step(tokens);
        }
    }

    private long waitMillis() {
        long least = LONGEST_WAIT;
        for (Map.Entry<Lane, Long> each : open.entrySet()) {
            if (each.getValue() > 0) {
                long longest = SHORTEST_WAIT;
                for (int i = 0; i < usages.size(); i++) {
                    Usage usage = usages.get(i);
                    long at = usage.askAgainAt(each.getKey(), ask.charges().get(i).tokens());
                    longest = Math.max(longest, at - usage.now());
                }
                least = Math.min(least, longest);
            }
        }
        return least;
    }
}
