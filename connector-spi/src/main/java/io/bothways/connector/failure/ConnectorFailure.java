package io.bothways.connector.failure;

import io.bothways.contracts.write.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer with an error means.
 *
 * @param retryAt when the app says to come back, by our clock; absent where it does not say
 * @param mayHaveApplied the answer leaves open whether a write was carried out. The runtime makes OUTCOME_UNKNOWN of it
 *     where the operation writes; a read may simply be repeated
 * @param existing the record that holds a unique value already, where the answer names it
 */
public record ConnectorFailure(
        FailureKind kind,
        Failure failure,
        Optional<Instant> retryAt,
        boolean mayHaveApplied,
        Optional<String> existing) {
    /** Of an answer that names no other record. */
    public ConnectorFailure(
            FailureKind kind, Failure failure, Optional<Instant> retryAt, boolean mayHaveApplied) {
        this(kind, failure, retryAt, mayHaveApplied, Optional.empty());
    }

    /** Of an answer that tells what became of the request. */
    public ConnectorFailure(FailureKind kind, Failure failure, Optional<Instant> retryAt) {
        this(kind, failure, retryAt, false);
    }

    /** The same failure, which names the record that holds the value already. */
    public ConnectorFailure withExisting(Optional<String> id) {
        return new ConnectorFailure(kind, failure, retryAt, mayHaveApplied, id);
    }

    /** The same failure of an operation that writes. */
    public ConnectorFailure ofWrite() {
        if (!mayHaveApplied) {
            return this;
        }
        Failure open = new Failure(
                FailureCodes.OUTCOME_UNKNOWN,
                "The app's answer leaves open whether the write was carried out.",
                failure.appMessage(),
                failure.field(),
                failure.status());
        return new ConnectorFailure(FailureKind.OUTCOME_UNKNOWN, open, retryAt, false);
    }
}
