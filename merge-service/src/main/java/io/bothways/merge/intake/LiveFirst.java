package io.bothways.merge.intake;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets live changes go before listings: while large live batches come in, a listing's batch waits for a while. */
@ApplicationScoped
public class LiveFirst {
    /** A live batch of so many messages says that live changes are not keeping up. */
    private static final int LARGE = 200;

    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private boolean busy;

    /** A live batch begins. */
    synchronized void begin(int messages) {
        busy = messages >= LARGE;
    }

    /** The live batch is merged. */
    synchronized void end() {
        busy = false;
        notifyAll();
    }

    /** Returns when no large live batch is being merged, or after a while. */
    synchronized void giveWay() {
        long until = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000;
        try {
            for (long left = LONGEST_WAIT_MILLIS; busy && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
