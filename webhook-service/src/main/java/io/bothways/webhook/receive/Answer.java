package io.bothways.webhook.receive;

/**
 * What the sender is told.
 *
 * @param outcome for meters
 * @param connector whose push it was; {@code none} where that is not known
 */
public record Answer(int status, String body, String contentType, String outcome, String connector) {
    static final String NOBODY = "none";

    static Answer accepted(String body, String contentType, String connector) {
        return new Answer(200, body, contentType, "accepted", connector);
    }

    static Answer empty(int status, String outcome, String connector) {
        return new Answer(status, "", "text/plain", outcome, connector);
    }
}
