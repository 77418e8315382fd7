package io.bothways.core.pair;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mark;

/** What becomes of a pair. Only {@link Merge} goes on to its fields. */
public sealed interface PairDecision {
    /** Both records are there: their fields are merged. */
    record Merge() implements PairDecision {}

    /** A record is back: the pair lives again and its fields are merged. */
    record Revive() implements PairDecision {}

    /** The record of {@code side} lives on in another one: the pair moves there and is decided again. */
    record Follow(Side side) implements PairDecision {}

    /** The app of {@code deleted} is asked by id whether the record lives on elsewhere; nothing happens until then. */
    record Ask(Side deleted) implements PairDecision {}

    /** The record of {@code target} is deleted, within the brake; then the pair ends. */
    record Remove(Side target) implements PairDecision {}

    /**
     * The record of {@code target} is marked; then the pair ends.
     *
     * @param braked marking takes the record out of use, so it counts like a delete
     */
    record MarkRecord(Side target, Mark mark, boolean braked) implements PairDecision {}

    /** The pair ends; what is there stays there and is not made again on the other side. */
    record End(Why why) implements PairDecision {}

    /** A person decides; nothing happens until then. */
    record Review(Why why) implements PairDecision {}

    /** Why a pair ends or waits for a person. */
    enum Why {
        /** Both records are gone. */
        BOTH_DELETED,
        /** One record was deleted, and deletes are not carried. */
        DELETE_IGNORED,
        /** A delete was undone on one side only: an accepted difference, which is carried neither way. */
        UNDONE,
        /** One record was deleted while the other was edited: the edit beats the delete. */
        EDIT_BEATS_DELETE,
        /** The app combined two records that both have a counterpart. */
        BOTH_LINKED
    }
}
