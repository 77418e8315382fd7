package io.bothways.connector.descriptor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What tells deletions, the cheapest first. A sweep (a complete listing) finds them in any app and so stands last in
 * every ladder.
 */
public record Deletions(List<Rung> ladder) {
    /** @throws IllegalArgumentException if the last rung is no sweep */
    public Deletions {
        ladder = List.copyOf(ladder);
        if (ladder.isEmpty() || ladder.getLast().source() != Source.SWEEP) {
            throw new IllegalArgumentException("the last rung of a ladder of deletions is the sweep");
        }
    }

    /** Only a sweep, as in an app that never speaks of deletions. */
    public static Deletions bySweep() {
        return new Deletions(List.of(Rung.of(Source.SWEEP)));
    }

    /** These, then a sweep. */
    public static Deletions by(Rung... rungs) {
        List<Rung> ladder = new java.util.ArrayList<>(List.of(rungs));
        ladder.add(Rung.of(Source.SWEEP));
        return new Deletions(ladder);
    }

    public boolean has(Source source) {
        return ladder.stream().anyMatch(rung -> rung.source() == source);
    }

    /** @param reach how far back it tells; empty for all the way (a sweep) or not at all (a push) */
    public record Rung(Source source, Optional<Duration> reach) {
        public static Rung of(Source source) {
            return new Rung(source, Optional.empty());
        }

        public static Rung of(Source source, Duration reach) {
            return new Rung(source, Optional.of(reach));
        }
    }

    /** What tells a deletion. */
    public enum Source {
        /** The incremental query: {@link io.bothways.connector.read.Page#deleted}. */
        CHANGES,
        /** A feed of its own: {@link io.bothways.connector.read.DeletionSource}. */
        FEED,
        /** A push. */
        WEBHOOK,
        /** A complete listing in which the record is missing. */
        SWEEP
    }
}
