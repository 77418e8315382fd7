package io.bothways.connector;

import io.bothways.contracts.write.Failure;
import java.util.Optional;

/** One account of an app. Thread-safe: several calls may run at once. */
public interface Connector {
    /** Who we are talking to. Also the credential test. */
    Identity identify();

    SchemaReader schema();

    ChangeSource changes();

    RecordReader reader();

    RecordWriter writer();

    /** How an access token is come by. */
    Authentication authentication();

    /** Deletions that the incremental query does not show. */
    default Optional<DeletionSource> deletions() {
        return Optional.empty();
    }

    /** Pushes of the app. */
    default Optional<WebhookSource> webhooks() {
        return Optional.empty();
    }

    /** Says what an answer with an error status means. Pure; {@code body} may be anything, also HTML or nothing. */
    ConnectorFailure classify(int status, java.util.Map<String, String> headers, String body);

    /**
     * The app's own identity of the account.
     *
     * @param id portal or organisation id: reconnecting must meet the same one
     * @param label what people see
     * @param zone the account's time zone id, for daily budgets
     */
    record Identity(String id, String label, String zone) {}

    /**
     * What an answer with an error means.
     *
     * @param retryAt when the app says to come back, by our clock; absent where it does not say
     */
    record ConnectorFailure(FailureKind kind, Failure failure, Optional<java.time.Instant> retryAt) {}
}
