package io.bothways.simulator.kit.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How to take back the writes of a transaction that is under way, and what to tell once it has succeeded. */
final class UndoLog {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<Change> held = new ArrayList<>();
    private boolean open;

    /** Runs the writes; one transaction inside another is part of it. */
    <T> T run(Supplier<T> writes, Consumer<Change> publisher) {
        if (open) {
            return writes.get();
        }
        open = true;
        List<Change> made;
        T result;
        try {
            result = writes.get();
            made = List.copyOf(held);
        } catch (RuntimeException failed) {
            steps.forEach(Runnable::run);
            throw failed;
        } finally {
            open = false;
            steps.clear();
            held.clear();
        }
        made.forEach(publisher);
        return result;
    }

    /** Remembers how to take back the write that comes now; the last write is taken back first. */
    void add(Runnable step) {
        if (open) {
            steps.addFirst(step);
        }
    }

    /** Keeps a change until the end of the transaction; false where there is none. */
    boolean hold(Change change) {
        return open && held.add(change);
    }
}
