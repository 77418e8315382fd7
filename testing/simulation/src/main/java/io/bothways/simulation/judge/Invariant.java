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
    /** A field is written only the way that its mapping says: in its direction, into blanks, or into new records. */
    NO_WRONG_WAY,
    /** No counterpart is made for a record that never met the scope rules. */
    NO_OUTSIDER,
    /** Who is out of scope is left alone as the rule says, and who is in scope is not. */
    SCOPE,
    /** A record gets one counterpart. */
    NO_DUPLICATE,
    /** Nothing is deleted but what follows a deleted record, within the brake or with a person's approval. */
    NO_RASH_DELETE,
    /** Where deletes are carried, the other record follows, or it is listed with a reason. */
    DELETE_CARRIED,
    /** Mapped fields are equal, or listed with a reason. */
    EQUAL,
    /** Every edit is visible, superseded by a later one, or listed. */
    NO_LOST_EDIT,
    /** A record that was combined into another one takes its link along, or a person is asked. */
    COMBINE_FOLLOWED,
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
