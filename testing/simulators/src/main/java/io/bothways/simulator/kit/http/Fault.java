package io.bothways.simulator.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A planned misbehaviour of the app.
 *
 * @param operation the operation that it hits, or {@code *} for any
 * @param times how many calls it hits before it is used up
 * @param kind what goes wrong
 * @param status the status answered where the kind answers one
 * @param headers headers of that answer
 * @param body body of that answer, or {@code null} for none
 */
public record Fault(String operation, int times, Kind kind, int status, Map<String, String> headers,
        @Nullable JsonNode body) {

    /**
     * What goes wrong. {@code *_BEFORE} and {@code STATUS}: the call has no effect. {@code *_AFTER}: it takes effect,
     * but the client does not learn of it.
     */
    public enum Kind {
        STATUS, STATUS_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, RESET_BEFORE, RESET_AFTER;

        /** The word on the control API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean beforeEffect() {
            return this == STATUS || this == TIMEOUT_BEFORE || this == RESET_BEFORE;
        }
    }

    public Fault {
        headers = Map.copyOf(headers);
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        if ((kind == Kind.STATUS || kind == Kind.STATUS_AFTER) && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status must be between 200 and 599");
        }
    }

    /** Its kind, and the status where it answers one: {@code status_429}, {@code reset_after}. */
    String word() {
        return kind == Kind.STATUS || kind == Kind.STATUS_AFTER ? kind.word() + "_" + status : kind.word();
    }

    Fault onceLess() {
        return new Fault(operation, times - 1, kind, status, headers, body);
    }

    boolean hits(String called) {
        return operation.equals("*") || operation.equals(called);
    }

    VendorReply reply() {
        VendorReply reply = body == null ? VendorReply.empty(status) : VendorReply.json(status, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }
}
