package io.bothways.simulation.memory;

/** The process is gone: what was committed stays, the rest never happened. */
public final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Where it may happen. */
    public enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        WHILE_TELLING,
        AFTER_TELLING
    }

    public Crash(Point point) {
        super("crashed " + point, null, false, false);
    }
}
