package io.bothways.merge.work;

import java.util.Optional;
import java.util.function.Function;

/** Where the merge keeps what it knows, and when that becomes durable. */
public interface Sessions {
    /** Reads without locks and without a transaction. */
    <T> T look(Function<Session, T> step);

    /**
     * Runs the step until it has an answer, and makes what it wrote durable, all of it or nothing. What a step without
     * an answer wrote is dropped and the step made again, and so is one that another batch has overtaken.
     */
    <T> T untilCommitted(Function<Session, Optional<T>> step);
}
