package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonParser;

/** Bytes that are not the message that was expected. Names the place and what was expected there, never the value. */
public final class UndecodableMessage extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_PATH = 200;

    public UndecodableMessage(String message) {
        super(message);
    }

    /** What the parser stands on is not what was {@code expected}. */
    static UndecodableMessage at(JsonParser json, String expected) {
        return new UndecodableMessage(path(json) + ": expected " + expected);
    }

    /** The object that the parser has just left lacks a member. */
    static UndecodableMessage missing(JsonParser json, String member) {
        String object = path(json);
        return new UndecodableMessage((object.equals("/") ? "/" : object + "/") + member + ": required, but absent");
    }

    /** The JSON Pointer (RFC 6901) of the parser's place; names come from the message, so they are cut and cleaned. */
    static String path(JsonParser json) {
        String pointer = json.getParsingContext().pathAsPointer().toString();
        String cut = pointer.length() > LONGEST_PATH ? pointer.substring(0, LONGEST_PATH) + "…" : pointer;
        return cut.isEmpty() ? "/" : cut.replaceAll("\\p{Cntrl}", "?");
    }
}
