package io.bothways.connector.descriptor;

import java.time.Duration;

/**
 * How late an app may be. What is decided from something that is not there waits for these first.
 *
 * @param callTimeout how long we wait for an answer before its outcome counts as unknown
 * @param serverTimeout how long the app may go on with a call that we gave up. A record that is not found counts as
 *     never created only if it was looked for after sending + this (+ {@link #indexLag} where the lookup uses an index)
 * @param indexLag how long a written record may take to show in the incremental query, and in lookups that are not
 *     reliable. A connector's cursor reaches back by it on its own ({@link io.bothways.connector.read.Watermark}):
 *     nobody else adds an overlap
 * @param combine how long after a record is seen to be gone the app may take to tell that it lives on under another id
 */
public record Horizons(Duration callTimeout, Duration serverTimeout, Duration indexLag, Duration combine) {
    public Horizons {
        Checks.atLeastOne("the call timeout in milliseconds", callTimeout.toMillis());
        Checks.notNegative("the index lag", indexLag);
        Checks.notNegative("the combine horizon", combine);
        if (serverTimeout.compareTo(callTimeout) < 0) {
            throw new IllegalArgumentException("an app may work at least as long as we wait for it");
        }
    }

    /** An app that works as long as we wait, whose queries show everything at once. */
    public static Horizons of(Duration callTimeout) {
        return new Horizons(callTimeout, callTimeout, Duration.ZERO, Duration.ZERO);
    }

    public Horizons withServerTimeout(Duration time) {
        return new Horizons(callTimeout, time, indexLag, combine);
    }

    public Horizons withIndexLag(Duration lag) {
        return new Horizons(callTimeout, serverTimeout, lag, combine);
    }

    public Horizons withCombine(Duration time) {
        return new Horizons(callTimeout, serverTimeout, indexLag, time);
    }
}
