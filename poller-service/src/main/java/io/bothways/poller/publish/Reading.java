package io.bothways.poller.publish;

import io.bothways.contracts.Cause;
import io.bothways.poller.PolledType;
import java.util.Locale;

/**
 * On whose behalf something is read.
 *
 * @param type what is read
 * @param connector for meters
 * @param topic where its events go
 * @param source of the events, for meters
 * @param knownToo events are published also of records that merge holds already
 */
public record Reading(
        PolledType type, String connector, String topic, Cause cause, Source source, boolean knownToo) {
    /** Where change events come from. */
    public enum Source {
        POLL,
        LISTING,
        WINDOW,
        REREAD;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
