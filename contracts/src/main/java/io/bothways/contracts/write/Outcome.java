package io.bothways.contracts.write;

import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import java.time.Instant;
import java.util.Optional;

/** How a write command ended. */
public sealed interface Outcome {
    /**
     * The app carried it out.
     *
     * @param ref the record that was made or changed
     * @param told what the app says that it now holds; without it no base moves
     * @param inAnswer {@code told} came in the write's own answer, so nothing can have come in between
     */
    record Applied(RecordRef ref, Optional<Snapshot> told, boolean inAnswer) implements Outcome {}

    /** A create met a record that is already there; {@code existing} where the app names it. */
    record AlreadyExists(Optional<RecordRef> existing, Failure failure) implements Outcome {}

    /** The target lives on under another id. */
    record MovedTo(RecordRef survivor) implements Outcome {}

    /** The target is deleted. */
    record Gone(RecordRef ref) implements Outcome {}

    /** The app refuses it for good; only a change of the record or the configuration helps. */
    record Rejected(Failure failure) implements Outcome {}

    /** Not now; it stays in the backlog. Told so that a person sees why. */
    record Deferred(Instant until, Failure failure) implements Outcome {}

    /** The target no longer holds what the decision expected, or the decision is too old: decide again. */
    record Stale(Optional<Snapshot> now, String why) implements Outcome {}

    /** A newer command of the same link and side took its place before it was sent. */
    record Superseded(String by) implements Outcome {}

    /** Whether it was carried out cannot be found out; a person decides. */
    record Unresolved(Failure failure) implements Outcome {}
}
