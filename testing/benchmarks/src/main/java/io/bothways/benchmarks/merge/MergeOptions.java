package io.bothways.benchmarks.merge;

import java.util.Map;

/**
 * How {@link MergeBenchmark} is run.
 *
 * @param changes how many are measured
 * @param warmUp how many are merged before the clock starts
 * @param mirrored how many records the mirror holds, two per pair
 * @param edited over how many of the pairs the changes go
 * @param growth measure with a small mirror first and compare
 * @param settings further settings of PostgreSQL
 * @param profile leave a flight recording of the service and its statements' costs beside the data
 */
public record MergeOptions(int changes, int warmUp, int mirrored, int edited, boolean growth,
        Map<String, String> settings, boolean profile) {
    /** The mirror that a large one is compared with. */
    static final int SMALL_MIRROR = 10_000;
}
