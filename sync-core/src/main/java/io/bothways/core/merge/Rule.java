package io.bothways.core.merge;

/** Which rule of the merge decided a field. Stable names: activity, preview and undo say them. */
public enum Rule {
    /** Both sides hold the same after mapping. */
    EQUAL,
    /** What both sides hold is one and the same edit, which came here by two ways; an app said it in its own words. */
    SAME_EDIT,
    /** One side changed since the last agreement. */
    ONE_SIDE_CHANGED,
    /** In a ring: the change was brought here by another connection, and the other side holds a later edit already. */
    OVERTAKEN,
    /** The side that changed is not carried to the other one: by direction, or because the app does not let us. */
    NOT_CARRIED,
    /** One side was empty at the first match, or is filled only while it is empty. */
    FILLS_BLANK,
    /** The mapping only fills blanks, and there was none. */
    FILL_ONLY,
    /** The mapping gives values to new records only; afterwards each side keeps its own. */
    CREATE_ONLY,
    /** Both sides held different values at the first match; both stay. */
    FIRST_DIFFERENCE,
    /** What one side last agreed to is not known, and one of them is empty; both stay. */
    KEPT,
    /** A set: what one side added and removed is done to the other. */
    MEMBERS,
    /** Both sides changed; side A wins by policy. */
    SIDE_A,
    /** Both sides changed; side B wins by policy. */
    SIDE_B,
    /** Both sides changed; only one of them may be carried. */
    ONLY_WAY,
    /** Both sides changed; both clocks say which edit was later. */
    NEWEST,
    /** Both sides changed; the clocks are no evidence of which edit was later. */
    CLOCKS_TOO_COARSE,
    /** Both sides changed; the value that restricts more wins. */
    MOST_RESTRICTIVE,
    /** Both sides changed; neither value is known to restrict more. */
    NEITHER_RESTRICTS,
    /** Both sides changed; the policy leaves it to a person. */
    REVIEW,
    /** The value is part of a record that is made. */
    CREATED,
    /** The value cannot be said on the other side. */
    NOT_SAYABLE,
    /** The value points to a record that has no counterpart yet. */
    NO_COUNTERPART,
    /** The field was rewritten after our own writes again and again. */
    REWRITTEN,
    /** The field was on hold, and this value was not among those that went round. */
    RELEASED,
    /** A person chose this side's value. */
    CHOSEN
}
