package io.bothways.merge.link;

import io.bothways.contracts.Side;
import java.time.Instant;

/**
 * How far it has come that one record of a link was deleted and the other one is to follow.
 *
 * @param target the side whose record is to follow
 * @param step how far it is
 * @param since since when
 */
public record Removal(Side target, Step step, Instant since) {
    /** In this order, unless the record turns out to live on, or a person declines. */
    public enum Step {
        /** The delete was told; the app may still tell that it was a combine. */
        WAITING,
        /** The app is asked by id whether the record lives on elsewhere. */
        ASKED,
        /** It does not. */
        CONFIRMED,
        /** The other record was edited meanwhile: a person decides. */
        REVIEW,
        /** Too many at once: a person decides about the batch. */
        HELD,
        /** It may go out; within the brake. */
        GOING,
        /** It may go out, because a person has said so. */
        APPROVED,
        /** It was carried out within the brake. */
        GONE,
        /** It was carried out with a person's approval, so it does not count against the next ones. */
        GONE_APPROVED
    }

    /** Whether it still is to be decided or carried out. */
    public boolean open() {
        return step != Step.GONE && step != Step.GONE_APPROVED;
    }

    public boolean mayGo() {
        return step == Step.GOING || step == Step.APPROVED;
    }

    /** The same removal, now at {@code next}. */
    public Removal at(Step next, Instant now) {
        return new Removal(target, next, now);
    }
}
