package io.bothways.contracts.record;

/**
 * How well a reading is known to be newer than another. Apps have coarse clocks and no versions and three services
 * read them, so every call takes a ticket of the account before it is sent and one after it is answered.
 *
 * @param version the app's own version of the record (modified stamp in milliseconds), 0 where it has none
 * @param asked ticket taken before the call was sent
 * @param answered ticket taken after the answer came
 * @param indexed read from a search index, which lags: such a reading wins by version only
 * @param tick how coarse the clock of {@code version} is, in milliseconds: it ticks in seconds in most apps, in days in
 *     some; two edits within one tick cannot be told apart
 */
public record Evidence(long version, long asked, long answered, boolean indexed, long tick) {
    /** A clock that ticks in seconds. */
    public static final long SECOND = 1_000;

    public Evidence {
        if (asked < 0 || answered < asked) {
            throw new IllegalArgumentException("tickets run forward: asked " + asked + ", answered " + answered);
        }
        if (tick < 1) {
            throw new IllegalArgumentException("a clock ticks in 1 ms at least, not " + tick);
        }
    }

    /** A reading of an app whose clock ticks in seconds. */
    public Evidence(long version, long asked, long answered, boolean indexed) {
        this(version, asked, answered, indexed, SECOND);
    }

    /** How a reading stands to a stored one. */
    public enum Order {
        NEWER,
        OLDER,
        UNDECIDED
    }

    /** Whether this reading replaces {@code stored}: version first, then tickets that do not overlap. */
    public Order against(Evidence stored) {
        if (version > 0 && stored.version > 0 && version != stored.version) {
            return version > stored.version ? Order.NEWER : Order.OLDER;
        }
        if (indexed) {
            return Order.UNDECIDED;
        }
        if (asked > stored.answered) {
            return Order.NEWER;
        }
        return answered < stored.asked ? Order.OLDER : Order.UNDECIDED;
    }
}
