package io.bothways.contracts;

/** The two ends of a connection. */
public enum Side {
    A,
    B;

    public Side other() {
        return this == A ? B : A;
    }
}
