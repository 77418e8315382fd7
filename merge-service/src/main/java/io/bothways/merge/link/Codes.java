package io.bothways.merge.link;

/** Stable codes of why a link is not in step, beside those of sync-core; each has a page under docs/errors. */
public final class Codes {
    /** More than one record could be the counterpart; a person chooses. */
    public static final String MATCH_AMBIGUOUS = "MATCH_AMBIGUOUS";
    /** The record that matches is linked to another one already. */
    public static final String MATCH_TAKEN = "MATCH_TAKEN";
    /** A create whose outcome is not known yet may be making this record. */
    public static final String CREATE_UNRESOLVED = "CREATE_UNRESOLVED";
    /** No mapping carries anything into a new record of the other side. */
    public static final String CREATE_NOT_MAPPED = "CREATE_NOT_MAPPED";
    /** Nothing that is mapped has a value yet. */
    public static final String CREATE_EMPTY = "CREATE_EMPTY";
    /** The counterpart is known by its id only and is being read. */
    public static final String RECORD_UNREAD = "RECORD_UNREAD";
    /** One of the two records was deleted. */
    public static final String RECORD_DELETED = "RECORD_DELETED";
    /** The app combined two records that both have a counterpart. */
    public static final String COMBINED_BOTH_LINKED = "COMBINED_BOTH_LINKED";
    /** The target changed again and again before it could be written. */
    public static final String TARGET_KEEPS_CHANGING = "TARGET_KEEPS_CHANGING";

    /** A record was deleted; its app is asked whether it lives on elsewhere before the other one follows. */
    public static final String DELETE_CHECKED = "DELETE_CHECKED";
    /** A record was deleted while its counterpart was edited; a person decides. */
    public static final String EDIT_BEATS_DELETE = "EDIT_BEATS_DELETE";
    /** So many records would be deleted at once that a person decides. */
    public static final String DELETES_HELD = "DELETES_HELD";
    /** A delete was undone or declined: the two sides are left different. */
    public static final String DELETE_UNDONE = "DELETE_UNDONE";
    /** The writer cannot find out whether a write was carried out. */
    public static final String OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN";

    /** The record does not meet a scope rule of its side. */
    public static final String OUT_OF_SCOPE = "OUT_OF_SCOPE";
    /** A scope rule asks for a field that was not read. */
    public static final String SCOPE_UNDECIDED = "SCOPE_UNDECIDED";

    private Codes() {}
}
