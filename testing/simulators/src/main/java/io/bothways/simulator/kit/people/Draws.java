package io.bothways.simulator.kit.people;

import java.util.List;

/** Draws that depend on a seed, an index and a purpose alone, so that any person can be invented by itself. */
final class Draws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private final long seed;

    Draws(long seed) {
        this.seed = seed;
    }

    /** A number from 0 to bound - 1. */
    int below(int bound, String purpose, long index) {
        return (int) Long.remainderUnsigned(mix(seed + purpose.hashCode() * GOLDEN_GAMMA + mix(index)), bound);
    }

    <T> T from(List<T> choices, String purpose, long index) {
        return choices.get(below(choices.size(), purpose, index));
    }

    /** The finalizer of SplitMix64: neighbouring inputs give unrelated outputs. */
    private static long mix(long input) {
        long mixed = (input ^ (input >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
