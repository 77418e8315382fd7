package io.bothways.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where pushes come in. */
@ConfigMapping(prefix = "bothways.webhook")
public interface WebhookConfig {
    /**
     * The address of this service as apps see it, without a path. Signatures cover it, so a wrong one makes every
     * signed push be refused; it is never taken from a request.
     */
    @WithDefault("http://127.0.0.1:8702")
    URI url();

    /** How long a push waits for its hints to become durable before the sender is asked to come again. */
    @WithDefault("PT4S")
    Duration hintTimeout();

    /** Batches of one object type that one replica reads at once. */
    @WithDefault("4")
    int rereadsPerType();
}
