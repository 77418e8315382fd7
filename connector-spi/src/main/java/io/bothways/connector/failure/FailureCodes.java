package io.bothways.connector.failure;

/**
 * Every code that a {@code Failure} of a call to an app may carry, so that one reason has one page under docs/errors
 * whichever app or service gave it. The codes of decisions stand in sync-core and merge-service.
 */
public final class FailureCodes {
    /** Token, secret or refresh token is not accepted. */
    public static final String CREDENTIALS_REFUSED = "CREDENTIALS_REFUSED";
    /** The account works but may not do this. */
    public static final String PERMISSION_MISSING = "PERMISSION_MISSING";
    /** The app's short-term limit. */
    public static final String RATE_LIMIT_REACHED = "RATE_LIMIT_REACHED";
    /** The app's limit for the day. */
    public static final String DAILY_LIMIT_REACHED = "DAILY_LIMIT_REACHED";
    /** The app has trouble of its own. */
    public static final String APP_UNAVAILABLE = "APP_UNAVAILABLE";
    /** A write was answered in a way that leaves open if it was carried out. */
    public static final String OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN";
    /** Somebody else is changing the record at this moment. */
    public static final String RECORD_LOCKED = "RECORD_LOCKED";
    /** The record or address is not there. */
    public static final String NOT_FOUND = "NOT_FOUND";
    /** The read position is gone. */
    public static final String CURSOR_EXPIRED = "CURSOR_EXPIRED";
    /** Another record holds a value that no two may hold. */
    public static final String DUPLICATE_VALUE = "DUPLICATE_VALUE";
    /** The value is not one that the field can hold. */
    public static final String INVALID_VALUE = "INVALID_VALUE";
    /** The picklist has no such option. */
    public static final String INVALID_OPTION = "INVALID_OPTION";
    /** The value is longer than the field. */
    public static final String VALUE_TOO_LONG = "VALUE_TOO_LONG";
    /** A field that must be given is empty. */
    public static final String REQUIRED_FIELD_MISSING = "REQUIRED_FIELD_MISSING";
    /** There is no such field, or the account does not see it. */
    public static final String UNKNOWN_FIELD = "UNKNOWN_FIELD";
    /** The field cannot be written. */
    public static final String READ_ONLY_FIELD = "READ_ONLY_FIELD";
    /** A rule or automation of the app's owner refused the record. */
    public static final String RULE_REFUSED = "RULE_REFUSED";
    /** The app refused it for another reason. */
    public static final String REQUEST_REFUSED = "REQUEST_REFUSED";
    /** The app answered in a way that the connector does not understand. */
    public static final String UNEXPECTED_ANSWER = "UNEXPECTED_ANSWER";

    /** The app's answer is longer than the operator lets it be. */
    public static final String ANSWER_TOO_LARGE = "ANSWER_TOO_LARGE";
    /** The app's address sends calls elsewhere, which is not followed. */
    public static final String REDIRECTED = "REDIRECTED";
    /** The account's address leads to where apps may not be called; nothing was sent. */
    public static final String ADDRESS_REFUSED = "ADDRESS_REFUSED";
    /** No connection to the app could be made, so nothing was sent. */
    public static final String APP_UNREACHABLE = "APP_UNREACHABLE";
    /** The request went out and no readable answer came. */
    public static final String APP_NO_ANSWER = "APP_NO_ANSWER";
    /** The call failed on our side before it went out. */
    public static final String CALL_NOT_MADE = "CALL_NOT_MADE";
    /** Another writer took the account over before the write went out. */
    public static final String NOT_SENT = "NOT_SENT";
    /** A person gave up what waited to be written. */
    public static final String PURGED = "PURGED";
    /** No connection keeps the object type in step any more. */
    public static final String NOT_MAPPED = "NOT_MAPPED";

    /** The app's API has no way to do what was asked. */
    public static final String ABILITY_MISSING = "ABILITY_MISSING";

    private FailureCodes() {}
}
