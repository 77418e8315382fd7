package io.bothways.connector;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One account of an app. Thread-safe: several calls may run at once. What every app has stands here; what an app may
 * lack is an {@link Ability}.
 */
public interface Connector {
    /** Who we are talking to. Also the credential test. */
    Identity identify();

    /** How an access token is come by: OAuth 2 with a refresh token, or a static one. */
    Authentication authentication();

    /** What this app can do; the same types as {@link ConnectorDescriptor#abilities}, always the same objects. */
    Abilities abilities();

    /** The ability, where the app has it; the way in which every caller asks. */
    default <T extends Ability> Optional<T> ability(Class<T> type) {
        return abilities().find(type);
    }

    /**
     * The ability, for a caller that cannot go on without it.
     *
     * @throws ConnectorException REJECTED with {@link FailureCodes#ABILITY_MISSING} where the app lacks it
     */
    default <T extends Ability> T need(Class<T> type) {
        return ability(type).orElseThrow(() -> new ConnectorException(
                FailureKind.REJECTED,
                new Failure(
                        FailureCodes.ABILITY_MISSING,
                        "The app's API has no way to do this (" + type.getSimpleName() + ").",
                        "",
                        "",
                        0)));
    }

    /** Says what an answer with an error status means. Pure; {@code body} may be anything, also HTML or nothing. */
    ConnectorFailure classify(int status, Map<String, String> headers, String body);

    /**
     * What an answer's headers say of the app's budgets: others use them too, and plans differ. Pure; called with every
     * answer, also one with an error. Empty where the app says nothing.
     *
     * @param headers by lower-case name
     */
    default List<BudgetReading> budgets(Map<String, String> headers) {
        return List.of();
    }

    /**
     * The app's own identity of the account.
     *
     * @param id portal or organisation id: reconnecting must meet the same one
     * @param label what people see
     * @param zone the account's time zone id, for daily budgets
     */
    record Identity(String id, String label, String zone) {}
}
