package io.bothways.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long hinted records rest. */
@ConfigMapping(prefix = "bothways.settle")
public interface SettleConfig {
    /**
     * How long a hinted record rests before it is read, so that a record that is edited key by key is one reading.
     * Longer costs latency, shorter costs calls and carries half-typed values; an account's own setting wins. Each
     * app's own delay, mostly 3 seconds, unless set.
     */
    Optional<Duration> delay();

    /**
     * The longest that a record which is hinted again and again waits for its reading; five settle delays where those
     * are longer.
     */
    @WithDefault("PT10S")
    Duration maximum();
}
