package io.bothways.merge.work;

/** What a committed batch still has to tell. What a crash leaves untold the sweeper tells. */
public interface Untold {
    /** Tells it; returns once everything is durable. */
    void tell();
}
