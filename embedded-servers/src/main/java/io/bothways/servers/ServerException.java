package io.bothways.servers;

/** A server cannot be prepared or does not become ready; the message is one sentence for the person who started it. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
