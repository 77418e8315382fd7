package io.bothways.launcher.command;

/** A command line that means nothing; the message is the sentence that the person reads. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
