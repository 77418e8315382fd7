package io.bothways.simulation.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that happened to records, in all apps, in one order: what the judge believes. */
public final class AppLog {
    private final List<Change> changes = new ArrayList<>();
    private final List<Consumer<Change>> witnesses = new ArrayList<>();
    private long writes;

    /** Somebody who sees each change at once. */
    public void witness(Consumer<Change> witness) {
        witnesses.add(witness);
    }

    void add(Change change) {
        changes.add(change);
        witnesses.forEach(witness -> witness.accept(change));
    }

    long nextOrder() {
        return changes.size() + 1L;
    }

    void written() {
        writes++;
    }

    /** How many writes of the engine the apps have carried out. */
    public long writes() {
        return writes;
    }

    public List<Change> changes() {
        return changes;
    }
}
