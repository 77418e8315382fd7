package io.bothways.tck;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatedApp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the suites have to be told of an app. Everything else stands in the connector's descriptor. */
public interface Subject {
    /** The connector's id. */
    String connector();

    /** The app's simulator. */
    SimulatedApp app();

    /**
     * Where the app runs, if it is not to be simulated in this process. If that is a simulator, its control API opens a
     * fresh one for every test; of any other app only what holds at any account is tested, and nothing is written.
     */
    default Optional<URI> address() {
        return Optional.empty();
    }

    /** Credentials that work, from the line that a simulator prints when it has started. */
    Map<String, String> credentials(JsonNode startLine);

    /** Credentials with which a token is obtained at the app; empty where the app has static ones only. */
    default Optional<Map<String, String>> renewable(JsonNode startLine) {
        return Optional.empty();
    }

    /** The member of the start line that names the account as {@code identify} does. */
    String identity(JsonNode startLine);

    /** The type of which a simulator seeds the contacts. */
    Sample person();

    /** Another type that the person may refer to; empty where there is none. */
    default Optional<Sample> company() {
        return Optional.empty();
    }

    /** A field of persons by which the app upserts; not asked for where it does not. */
    default String upsertKey() {
        return person().key();
    }

    /** Errors as the vendor gives them, and what they mean. */
    List<VendorError> errors();

    /** What a simulator calls an obtained token in its call meter. */
    default String tokenOperation() {
        return "oauth.token";
    }

    /**
     * What a simulator calls the call that creates persons, for faults; {@code *} where it is the first call that a
     * create makes.
     */
    default String createOperation() {
        return "*";
    }

    /**
     * Lets a person at the app combine two records.
     *
     * @return the id that lives on; empty where the app cannot, or where nothing tells where a loser lives on
     */
    default Optional<String> combine(Trial trial, String winner, String loser) {
        return Optional.empty();
    }

    /** Whether the app pushes what the kit's control API sets an address for. */
    default boolean pushes() {
        return true;
    }

    /** Whether the app pushes deletions. */
    default boolean pushesDeletions() {
        return pushes();
    }

    /** Budgets of which the app's answers say how large they are and what is left. */
    default Set<String> budgetsTold() {
        return Set.of();
    }

    /**
     * Path of a read that any integration with the start line's {@code access_token} may make; empty where some
     * thousand calls do not reach the app's limit.
     */
    default Optional<String> callOfAnotherIntegration() {
        return Optional.empty();
    }

    /** Whether the app pushes what {@link #combine} does, and says where the loser lives on. */
    default boolean pushesCombines() {
        return false;
    }

    /** How many records with one stamp the suites read. */
    default int crowd() {
        return 25_000;
    }
}
