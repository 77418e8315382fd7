package io.bothways.poller.listing;

import io.bothways.poller.PolledType;
import java.time.Instant;
import java.util.Optional;

/**
 * A complete listing of one object type, as far as it has come.
 *
 * @param startedAt before its first call; empty: not begun
 * @param failures in a row since it last came further
 */
public record Listing(
        PolledType type, String run, Optional<Instant> startedAt, Place place, Count count, int failures) {
    /** Names the listing among scheduled work. */
    public String key() {
        return key(type, run);
    }

    static String key(PolledType type, String run) {
        return type.tenant() + "/" + run;
    }

    /** What a listing does. */
    enum Phase {
        /** Page by page through all records. */
        LIST,
        /** What was modified while it listed. */
        CATCH_UP,
        /** Everything is durable; it remains to say so. */
        CLOSE
    }

    /**
     * Where it goes on; everything before is durable.
     *
     * @param position the connector's own; empty at the very beginning
     */
    record Place(Phase phase, Optional<String> position) {
        static final Place BEGINNING = new Place(Phase.LIST, Optional.empty());
    }

    /** What it has come to so far. */
    record Count(long records, long published, long listCalls, long changeCalls) {
        static final Count NOTHING = new Count(0, 0, 0, 0);

        /** Records are those that were listed: what the catch-up reads has been counted already, as a rule. */
        Count plus(Phase phase, long records, long published) {
            boolean listed = phase == Phase.LIST;
            return new Count(
                    this.records + (listed ? records : 0),
                    this.published + published,
                    listCalls + (listed ? 1 : 0),
                    changeCalls + (listed ? 0 : 1));
        }
    }
}
