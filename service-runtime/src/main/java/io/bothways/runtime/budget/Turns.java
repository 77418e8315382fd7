package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is where several lanes, of several processes, want more than there is: each gets calls in proportion to
 * its weight, so that live edits go first and a nightly listing still comes on. A lane that has rested is owed nothing.
 */
final class Turns {
    private static final Lane[] LANES = Lane.values();
    private static final int[] WEIGHTS = {16, 4, 2, 1};
    /** A common multiple of the weights: what a lane of weight one pays for a call. */
    private static final long PRICE = 16;

    final long[] paid = new long[LANES.length];
    final long[] wantedUntil = new long[LANES.length];

    /** Lanes that want calls now, and are said again for as long as they do. */
    void join(Map<Lane, Long> demand, long now) {
        long lowest = Arrays.stream(LANES)
                .filter(lane -> wantedUntil[lane.ordinal()] > now)
                .mapToLong(lane -> paid[lane.ordinal()])
                .min()
                .orElse(Arrays.stream(paid).max().orElse(0));
        demand.forEach((lane, count) -> {
            if (count > 0 && wantedUntil[lane.ordinal()] <= now) {
                paid[lane.ordinal()] = Math.max(paid[lane.ordinal()], lowest);
            }
        });
    }

    /**
     * The lane that gets the next call.
     *
     * @param demand what can be served here, by lane; another process may want another lane, and have its turn
     * @return empty if it is nobody's turn who asks here
     */
    Optional<Lane> next(Map<Lane, Long> demand, long now) {
        Lane next = null;
        for (Lane lane : LANES) {
            boolean asks = demand.getOrDefault(lane, 0L) > 0;
            boolean wants = asks || wantedUntil[lane.ordinal()] > now && !demand.containsKey(lane);
            if (wants && (next == null || paid[lane.ordinal()] < paid[next.ordinal()])) {
                next = lane;
            }
        }
        return next != null && demand.getOrDefault(next, 0L) > 0 ? Optional.of(next) : Optional.empty();
    }

    void restart() {
        Arrays.fill(paid, 0);
        Arrays.fill(wantedUntil, 0);
    }

    void served(Lane lane) {
        paid[lane.ordinal()] += PRICE / WEIGHTS[lane.ordinal()];
    }

    /** Those that were not served ask again before then. */
    void leave(Map<Lane, Long> unserved, long until) {
        for (Lane lane : LANES) {
            if (unserved.containsKey(lane)) {
                wantedUntil[lane.ordinal()] = unserved.get(lane) > 0 ? until : 0;
            }
        }
    }
}
