package io.bothways.simulation.script;

/** What people do. */
public enum EditKind {
    /** A field gets another value. */
    EDIT,
    CLEAR,
    /** An empty field is filled. */
    FILL,
    CREATE,
    /** The same person is made in two apps at nearly the same time. */
    TWINS,
    /** One field is given different values in two apps at nearly the same time. */
    CLASH,
    /** One field is given the same value in two apps at nearly the same time. */
    SAME,
    /** One field is changed three times within seconds. */
    BURST,
    /** A field is changed and put back. */
    REVERT,
    /** The field by which records are matched is changed. */
    REKEY,
    /** The same value is written in another way. */
    REFORMAT,
    /** A contact is given another company. */
    REFER,
    DELETE,
    /** A deleted record is put back. */
    RESTORE,
    /** Two records of an app become one. */
    COMBINE,
    /** Several records are deleted within seconds. */
    MASS_DELETE,
    /** A record is deleted while its counterpart is being edited. */
    DELETE_EDITED,
    /** Somebody approves or declines deletes that wait for a person. */
    DECIDE,
    /** A member of a set is added or removed. */
    TAG,
    /** Members of one set are added or removed in two apps at nearly the same time. */
    TAG_BOTH
}
