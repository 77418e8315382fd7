package io.bothways.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator can set on status-service. */
@ConfigMapping(prefix = "bothways.status")
public interface StatusConfig {
    /**
     * File with the first API key of tenant {@code default}, one line; its hash is registered at start. Without it no
     * key is added.
     */
    Optional<Path> apiKeyFile();

    /**
     * Where apps reach webhook-service; account webhook addresses begin with it. A wrong value makes pushes miss us;
     * polls still find the changes.
     */
    String webhookUrl();

    Poll poll();

    /** How long a hinted record rests before it is read again; shown on the page. */
    Duration settleDelay();

    /** How long a dashboard session lasts. */
    @WithName("session-length")
    @WithDefault("P7D")
    Duration sessionLength();

    /** How many entries of the live list are kept per tenant. */
    @WithName("feed-length")
    @WithDefault("2000")
    int feedLength();

    /** Polling, as the page shows it. */
    interface Poll {
        /** The shortest time between two polls of one object. */
        Duration floor();
    }
}
