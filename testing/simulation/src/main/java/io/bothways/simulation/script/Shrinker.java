package io.bothways.simulation.script;

import java.util.function.Predicate;

/** Makes a failing script shorter by deleting what it fails without: halves first, then ever smaller parts. */
public final class Shrinker {
    private static final int MOST_TRIES = 200;

    private final Predicate<Script> fails;
    private int tries;

    public Shrinker(Predicate<Script> fails) {
        this.fails = fails;
    }

    public Script shrink(Script failing) {
        Script best = failing;
        for (int part = Math.max(1, best.acts().size() / 2); part >= 1 && tries < MOST_TRIES; part /= 2) {
            boolean shorter = true;
            while (shorter && tries < MOST_TRIES) {
                shorter = false;
                for (int from = 0; from + part <= best.acts().size() && tries < MOST_TRIES; ) {
                    Script candidate = best.without(from, from + part);
                    tries++;
                    if (fails.test(candidate)) {
                        best = candidate;
                        shorter = true;
                    } else {
                        from += part;
                    }
                }
            }
        }
        return best;
    }
}
