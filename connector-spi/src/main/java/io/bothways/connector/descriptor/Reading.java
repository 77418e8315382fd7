package io.bothways.connector.descriptor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an app is read.
 *
 * @param listPage records per listing call
 * @param batch ids per {@link io.bothways.connector.read.RecordReader#readByIds}
 * @param tick how coarse the modified stamps of records are: two edits within one tick cannot be told apart
 * @param changes the incremental query; empty for an app that only pushes
 */
public record Reading(int listPage, int batch, Duration tick, Optional<Changes> changes) {
    public Reading {
        Checks.atLeastOne("records per page", listPage);
        Checks.atLeastOne("ids per read", batch);
    }

    /** An app whose stamps tick in seconds and that tells nothing of changes. */
    public static Reading of(int listPage, int batch) {
        return new Reading(listPage, batch, Duration.ofSeconds(1), Optional.empty());
    }

    public Reading withTick(Duration tick) {
        return new Reading(listPage, batch, tick, changes);
    }

    public Reading withChanges(Changes changes) {
        return new Reading(listPage, batch, tick, Optional.of(changes));
    }

    /**
     * The incremental query. Its overlap is the connector's own affair ({@link Horizons#indexLag}).
     *
     * @param page records per call
     * @param granularity the smallest step that the query tells apart: a day where it filters by dates
     * @param zone whose days and times the query means
     * @param resultCap records after which one query ends, however many there are; the connector cuts its windows so
     *     that no answer reaches it. Empty where there is none
     */
    public record Changes(int page, Duration granularity, Zone zone, OptionalInt resultCap) {
        public Changes {
            Checks.atLeastOne("changes per page", page);
        }

        /** A query by UTC stamps without a cap. */
        public static Changes of(int page, Duration granularity) {
            return new Changes(page, granularity, Zone.UTC, OptionalInt.empty());
        }

        public Changes withCap(int records) {
            return new Changes(page, granularity, zone, OptionalInt.of(records));
        }

        public Changes withZone(Zone other) {
            return new Changes(page, granularity, other, resultCap);
        }
    }

    /** Whose clock a query means. */
    public enum Zone {
        UTC,
        /** The zone that the account is set to. */
        ACCOUNT
    }
}
