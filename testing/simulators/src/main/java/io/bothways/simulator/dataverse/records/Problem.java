package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.kit.store.RecordRefused;

/** A refusal in the environment's words: status, code (which may be empty) and message. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public static final String MALFORMED = "0x80060888";
    public static final String PAYLOAD = "0x80048d19";
    public static final String NOT_FOUND = "0x80040217";
    public static final String INVALID_ARGUMENT = "0x80040203";
    static final String TOO_LONG = "0x80044331";
    static final String OUT_OF_RANGE = "0x8004431a";
    static final String STATUS_MISMATCH = "0x80048408";
    static final String DUPLICATE_ID = "0x80040237";
    static final String DUPLICATE_KEY = "0x80060892";
    static final String DUPLICATE_DETECTED = "0x80040333";
    static final String ASSOCIATED = "0x80040227";

    private final int status;
    private final String code;

    public Problem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A request that cannot be understood. */
    public static Problem malformed(String message) {
        return new Problem(400, MALFORMED, message);
    }

    /** A body that does not fit the table. */
    public static Problem payload(String setName, String inner) {
        return new Problem(400, PAYLOAD, "Error identified in Payload provided by the user for Entity :'" + setName
                + "', For more information on this error please follow this help link"
                + " https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : " + inner);
    }

    static Problem noRow(String table, String id) {
        return new Problem(404, NOT_FOUND, table + " With Id = " + id + " Does Not Exist");
    }

    /** The same refusal that a person gets, for a client. */
    static Problem of(RecordRefused refused) {
        int status = switch (refused.code()) {
            case NOT_FOUND -> 404;
            case DUPLICATE_KEY, DUPLICATE_ID, DUPLICATE_DETECTED -> 412;
            default -> 400;
        };
        return new Problem(status, refused.code(), refused.sentence());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
