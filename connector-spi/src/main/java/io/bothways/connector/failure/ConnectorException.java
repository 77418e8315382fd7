package io.bothways.connector.failure;

import io.bothways.contracts.write.Failure;
import java.time.Instant;
import java.util.Optional;

/** A whole call failed. The only exception that a connector throws on purpose. */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ConnectorFailure failure;

    public ConnectorException(ConnectorFailure failure) {
        super(failure.kind() + " " + failure.failure().code() + ": " + failure.failure().message());
        this.failure = failure;
    }

    public ConnectorException(FailureKind kind, Failure failure) {
        this(new ConnectorFailure(kind, failure, Optional.empty()));
    }

    /** Everything that is known of it. */
    public ConnectorFailure detail() {
        return failure;
    }

    public FailureKind kind() {
        return failure.kind();
    }

    public Failure failure() {
        return failure.failure();
    }

    /** When the app says to come back. */
    public Optional<Instant> retryAt() {
        return failure.retryAt();
    }
}
