package io.bothways.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long hinted records rest. */
@ConfigMapping(prefix = "bothways.settle")
public interface SettleConfig {
    /**
     * How long a hinted record rests before it is read, so that a burst of edits is one reading. Longer costs latency,
     * shorter costs calls; an account's own setting wins.
     */
    @WithDefault("PT2S")
    Duration delay();

    /** The longest that a record which is hinted again and again waits for its reading. */
    @WithDefault("PT10S")
    Duration maximum();
}
