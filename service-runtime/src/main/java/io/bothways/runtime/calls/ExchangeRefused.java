package io.bothways.runtime.calls;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.io.IOException;
import java.time.Duration;

/** We have ended an exchange with an app ourselves. Says nothing of what the app sent, which may be anything. */
final class ExchangeRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final FailureKind kind;
    private final boolean outcomeOpen;

    private ExchangeRefused(FailureKind kind, boolean outcomeOpen, String code, String message, int status) {
        super(message, null);
        this.kind = kind;
        this.outcomeOpen = outcomeOpen;
        this.failure = new Failure(code, message, "", "", status);
    }

    /** The connection leads to where apps may not be called: closed before anything was sent. */
    static ExchangeRefused address() {
        return new ExchangeRefused(
                FailureKind.RETRY,
                false,
                FailureCodes.ADDRESS_REFUSED,
                "The account's address leads to a network in which apps may not be called.",
                0);
    }

    /** Asked again it would be as long, so a read is not repeated by itself soon. */
    static ExchangeRefused tooLarge(long limit) {
        return new ExchangeRefused(
                FailureKind.REJECTED,
                true,
                FailureCodes.ANSWER_TOO_LARGE,
                "The app's answer is longer than " + limit + " bytes.",
                0);
    }

    /** The whole answer was not there in time; the client's own timeout ends with the head of the answer. */
    static ExchangeRefused late(Duration timeout) {
        return new ExchangeRefused(
                FailureKind.RETRY,
                true,
                FailureCodes.APP_NO_ANSWER,
                "The app's answer had not come after " + timeout.toSeconds() + " seconds.",
                0);
    }

    /** RFC 9110: only See Other says that the request was carried out. No redirect is followed, not on one host either. */
    static ExchangeRefused redirect(int status, String host) {
        String target = host.isEmpty() ? "elsewhere" : "to " + host;
        return new ExchangeRefused(
                FailureKind.RETRY,
                status == 303,
                FailureCodes.REDIRECTED,
                "The app's address redirects " + target + ", which is not followed: the credentials are for this one.",
                status);
    }

    /** A success whose body is not what the app's API gives. */
    static ExchangeRefused unreadable(int status, String what) {
        return new ExchangeRefused(
                FailureKind.RETRY,
                true,
                FailureCodes.UNEXPECTED_ANSWER,
                "The app's answer cannot be read: " + what + ".",
                status);
    }

    /** @param writes the operation changes the app */
    FailureKind kind(boolean writes) {
        return writes && outcomeOpen ? FailureKind.OUTCOME_UNKNOWN : kind;
    }

    Failure failure() {
        return failure;
    }
}
