package io.bothways.simulation.judge;

/** What must hold, after every step or once everything rests. */
public enum Invariant {
    /** A link and side has one command under way at most. */
    ONE_COMMAND,
    /** A base holds what an app has told, never what was sent. */
    BASE_IS_TOLD,
    /** A blank overwrites a value only where the other side's was cleared. */
    NO_BLANK,
    /** Every value that is written stood in the counterpart. */
    NO_INVENTION,
    /** A record gets one counterpart. */
    NO_DUPLICATE,
    /** Mapped fields are equal, or listed with a reason. */
    EQUAL,
    /** Every edit is visible, superseded by a later one, or listed. */
    NO_LOST_EDIT,
    /** The mirror holds what the app holds. */
    MIRROR,
    /** Every living record has a link, and one that is not in step a reason. */
    REASON,
    /** With nobody editing, another cycle writes nothing. */
    AT_REST,
    /** It comes to rest at all. */
    RESTS,
    /** Nothing breaks. */
    NO_EXCEPTION
}
