package io.bothways.simulation.script;

import io.bothways.simulation.wire.FaultKind;

/** One line of a script. */
public sealed interface Act {
    /** Milliseconds after the first sync. */
    long at();

    /**
     * Somebody does something.
     *
     * @param app in which app
     * @param pick which of its records
     * @param salt what exactly
     */
    record Edit(long at, EditKind kind, int app, int pick, long salt) implements Act {}

    /** Something goes wrong at the next occasion. */
    record Fault(long at, FaultKind kind) implements Act {}
}
