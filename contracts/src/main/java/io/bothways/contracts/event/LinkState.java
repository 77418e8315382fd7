package io.bothways.contracts.event;

import java.util.List;
import java.util.Optional;

/**
 * How a pair of records stands.
 *
 * @param link the link's id; a record without a counterpart stands under a link with one side
 * @param idA the record on side A, empty while there is none
 * @param title what a person calls it (a name or an e-mail)
 * @param reasons why it is not in step: empty when it is
 */
public record LinkState(
        String link, Optional<String> idA, Optional<String> idB, String title, State state, List<Reason> reasons) {
    public LinkState {
        reasons = List.copyOf(reasons);
    }

    /** The states of FEATURES S1. */
    public enum State {
        IN_SYNC,
        PENDING,
        WAITING,
        EXCLUDED,
        CONFLICT,
        REVIEW,
        FAILING,
        /** The link is over: a side was deleted or combined away; without a reason, it was taken up into another link. */
        ENDED
    }

    /**
     * Why a record is not in step.
     *
     * @param code stable, has a page under docs/errors
     * @param field the mapping that it is about, empty where it is the whole record
     * @param message plain words with the next step
     * @param appMessage the app's own words, empty where the app said nothing
     */
    public record Reason(String code, String field, String message, String appMessage) {}
}
