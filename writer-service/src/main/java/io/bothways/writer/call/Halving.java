package io.bothways.writer.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds the poison in a batch that is refused as a whole: tries halves of halves, so that it fails alone. */
final class Halving {
    private Halving() {}

    /**
     * @param attempt what became of these items together
     * @param refused whether that says "one of them is bad" rather than telling of each
     * @return the attempts that stand, in the order of the items
     */
    static <T, R> List<R> run(List<T> items, Function<List<T>, R> attempt, Predicate<R> refused) {
        R result = attempt.apply(items);
        if (items.size() == 1 || !refused.test(result)) {
            return List.of(result);
        }
        int middle = items.size() / 2;
        List<R> results = new ArrayList<>(run(items.subList(0, middle), attempt, refused));
        results.addAll(run(items.subList(middle, items.size()), attempt, refused));
        return results;
    }
}
