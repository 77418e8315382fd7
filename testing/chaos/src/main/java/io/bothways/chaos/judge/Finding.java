package io.bothways.chaos.judge;

import java.util.List;

/**
 * Something that the judge has to say.
 *
 * @param what in plain words, with the records
 * @param history what happened to the field before, in the order of time
 */
public record Finding(Kind kind, String what, List<Change> history) {
    public Finding {
        history = List.copyOf(history);
    }

    /** The blind ones are what nobody can prevent in an app without conditional writes; they must be rare. */
    public enum Kind {
        DUPLICATE, LOST_EDIT, UNEXPLAINED_DIFFERENCE, BLIND_OVERWRITE, BLIND_DUPLICATE;

        public boolean blind() {
            return this == BLIND_OVERWRITE || this == BLIND_DUPLICATE;
        }
    }
}
