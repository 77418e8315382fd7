package io.bothways.simulation.judge;

import java.util.Set;

/**
 * What was known of a command's source record when the command was decided.
 *
 * @param roots the records that people made and that it went back to
 * @param untoldHeir nobody had told that two records had become this one
 * @param heirTold it was known to live on in another record
 * @param readAt when it had last been read
 */
public record Decided(Set<String> roots, boolean untoldHeir, boolean heirTold, long readAt) {
    /** The source is not known. */
    public static final Decided NOTHING = new Decided(Set.of(), false, false, 0);
}
