package io.bothways.merge.batch;

/** Another batch was there first with a record, link or key that this one meant to make: decide again. */
public final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Overtaken(String what) {
        super(what);
    }
}
