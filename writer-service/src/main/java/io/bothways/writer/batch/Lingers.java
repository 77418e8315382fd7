package io.bothways.writer.batch;

import io.bothways.contracts.Lane;
import java.time.Duration;

/**
 * How long a batch that is not full waits for more.
 *
 * @param live from its oldest live command on
 * @param quiet after the last arrival of any other command
 * @param limit at most, from its oldest command on, while more is arriving
 */
public record Lingers(Duration live, Duration quiet, Duration limit) {
    static boolean isUrgent(Lane lane) {
        return lane == Lane.LIVE || lane == Lane.RETRY;
    }
}
