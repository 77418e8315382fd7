package io.bothways.simulator.salesforce.soql;

/** A query that Salesforce refuses, with the error code that it answers. */
public final class SoqlException extends RuntimeException {
    private final String errorCode;

    SoqlException(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    static SoqlException malformed(String message) {
        return new SoqlException("MALFORMED_QUERY", message);
    }

    public String errorCode() {
        return errorCode;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
