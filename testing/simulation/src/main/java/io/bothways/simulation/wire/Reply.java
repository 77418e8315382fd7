package io.bothways.simulation.wire;

import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.calls.Dated;
import java.time.Instant;
import java.util.Optional;

/** What a caller gets for a call. */
public sealed interface Reply<R> {
    /** The app's answer with the tickets around it. */
    record Answered<R>(Dated<R> dated) implements Reply<R> {}

    /** No answer, or one that refuses the whole call. */
    record Failed<R>(FailureKind kind, Failure failure, Optional<Instant> retryAt) implements Reply<R> {}
}
