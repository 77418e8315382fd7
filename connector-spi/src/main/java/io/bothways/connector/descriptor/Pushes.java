package io.bothways.connector.descriptor;

import java.time.Duration;
import java.util.Optional;

/**
 * How an app pushes.
 *
 * @param proof what shows that a push is genuine
 * @param payload what a push carries
 * @param freshness how old a push may be, and how far ahead of our clock; empty where it carries no time, so that only
 *     its delivery ids show that it came before
 * @param settle how long a hinted record rests before it is read: the lag of what it is read from, or the time in which
 *     the app sends one push per changed field
 */
public record Pushes(Proof proof, Payload payload, Optional<Duration> freshness, Duration settle) {
    public Pushes {
        Checks.notNegative("the settle delay", settle);
    }

    /** What shows that a push is genuine. */
    public enum Proof {
        HMAC_SHA256,
        HMAC_SHA1,
        /** A key in a header or in the address. */
        SHARED_KEY,
        BASIC,
        /** Nothing but that it names the account: the address is the secret. */
        NAMED_ACCOUNT
    }

    /** What a push carries. */
    public enum Payload {
        /** That something happened to a record: it is read again. */
        HINT,
        /** The whole record with its version. */
        RECORD
    }
}
