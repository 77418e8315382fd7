package io.bothways.core.mapping;

import io.bothways.core.transform.Said;

/** Stable codes of why a field or a record is not in step; each has a page of its own name under docs/errors. */
public final class ReasonCode {
    /** The app answered with a value of another type than its schema says. */
    public static final String FIELD_WRONG_TYPE = "FIELD_WRONG_TYPE";
    /** A picklist option has no partner on the other side. */
    public static final String OPTION_UNMAPPED = "OPTION_UNMAPPED";
    /** The value was cleared on one side, and the other side does not allow the field to be empty. */
    public static final String REQUIRED_FIELD_CLEARED = "REQUIRED_FIELD_CLEARED";
    /** A record cannot be made on the other side while a field that it requires is empty. */
    public static final String REQUIRED_FIELD_MISSING = "REQUIRED_FIELD_MISSING";
    /** A field points to a record that has no counterpart yet. */
    public static final String REFERENCE_UNLINKED = "REFERENCE_UNLINKED";
    /** Both sides held different values when the records were first matched; both were kept. */
    public static final String FIELD_DIFFERS = "FIELD_DIFFERS";
    /** Both sides changed the field to different values and the policy leaves it to a person. */
    public static final String FIELD_CONFLICT = "FIELD_CONFLICT";

    /** The field was rewritten after our own writes again and again; it is left alone until somebody edits it. */
    public static final String FIELD_REWRITTEN = "FIELD_REWRITTEN";

    /** A transform's table does not name the value. */
    public static final String VALUE_UNMAPPED = Said.VALUE_UNMAPPED;
    /** A transform cannot take the value: it is no date of that format, no number, too long for an expression. */
    public static final String VALUE_NOT_TRANSFORMED = Said.VALUE_NOT_TRANSFORMED;

    private ReasonCode() {}
}
