package io.bothways.connector.descriptor;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The app's API that the connector is written for.
 *
 * @param version as the vendor calls it
 * @param endOfLife when the vendor switches that version off; empty where none is announced
 * @param baseUri where it lives unless the account says otherwise
 */
public record Api(String version, Optional<LocalDate> endOfLife, String baseUri) {
    /** A version that no end is announced for. */
    public static Api of(String version, String baseUri) {
        return new Api(version, Optional.empty(), baseUri);
    }
}
