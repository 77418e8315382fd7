package io.bothways.endtoend;

/** Something is not as it should be; the message is one sentence for a person. */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckFailure(String message) {
        super(message);
    }
}
