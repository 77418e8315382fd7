package io.bothways.connector.read;

import io.bothways.connector.Ability;

/** Counts the records of a type without reading them. */
public interface RecordCount extends Ability {
    Count count(String type);

    /** @param records at least this many where the quality is {@link Quality#CAPPED} */
    record Count(long records, Quality quality) {}

    /** How far a count can be trusted. */
    enum Quality {
        /** What is there at this moment. */
        EXACT,
        /** From an index or a snapshot that lags. */
        ESTIMATE,
        /** The app stops counting: there are at least as many. */
        CAPPED,
        /** The app does not count. */
        UNKNOWN
    }
}
