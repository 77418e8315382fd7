/**
 * Sends webhooks as vendors do: in batches, several at once, again after a refusal, and in duplicate when told to.
 * The content and the signature are the app's {@link io.bothways.simulator.kit.webhook.WebhookFormat}.
 */
@NullMarked
package io.bothways.simulator.kit.webhook;

import org.jspecify.annotations.NullMarked;
