package io.bothways.runtime.codec;

/** A message that no reader would accept (too long, a number beyond bounds, a component missing): not to be sent. */
public final class UnencodableMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnencodableMessage(String message) {
        super(message);
    }
}
