package io.bothways.simulation.judge;

/** What went wrong. */
public record Finding(Invariant invariant, String what) {
    @Override
    public String toString() {
        return invariant + ": " + what;
    }
}
