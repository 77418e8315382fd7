package io.bothways.poller.schedule;

import java.time.Instant;

/** What becomes of a piece of scheduled work. */
public sealed interface Next {
    /** It is done again. */
    record Again(Instant at) implements Next {}

    /** It is over. */
    record Never() implements Next {}

    static Next at(Instant at) {
        return new Again(at);
    }

    static Next never() {
        return new Never();
    }
}
