package io.bothways.tck;

import io.bothways.connector.failure.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An error as a vendor gives it, and what it means.
 *
 * @param body as the vendor sends it
 * @param code one of {@link io.bothways.connector.failure.FailureCodes}
 * @param words part of the body that a person has to be shown; empty where there are none
 * @param away how long the app says to stay away, where it does
 */
public record VendorError(
        int status,
        Map<String, String> headers,
        String body,
        FailureKind kind,
        String code,
        String words,
        Optional<Duration> away) {
    public static VendorError of(int status, String body, FailureKind kind, String code, String words) {
        return new VendorError(status, Map.of(), body, kind, code, words, Optional.empty());
    }

    public VendorError with(String header, String value) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(header, value);
        return new VendorError(status, all, body, kind, code, words, away);
    }

    public VendorError waiting(Duration time) {
        return new VendorError(status, headers, body, kind, code, words, Optional.of(time));
    }

    @Override
    public String toString() {
        return status + " " + code + (words.isEmpty() ? "" : " (" + words + ")");
    }
}
